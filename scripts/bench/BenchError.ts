/** A comparison could not be carried out: what went wrong, and what to do about it. */
export class BenchError extends Error {
  override readonly name = "BenchError";
  readonly remedy: string | undefined;

  constructor(message: string, { remedy }: { readonly remedy?: string | undefined } = {}) {
    super(message);
    this.remedy = remedy;
  }
}

/** The base of every error this package throws on purpose. `code` is stable and meant for programs. */
export class KlToVaeError extends Error {
  readonly code: string;

  constructor(code: string, message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** One mirror did not deliver; another may. Never leaves the download. */
export class MirrorError extends Error {
  /** Whether asking the same mirror again is worth it. */
  readonly retry: boolean;

  constructor(message: string, options: { readonly retry?: boolean; readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "MirrorError";
    this.retry = options.retry ?? false;
  }
}

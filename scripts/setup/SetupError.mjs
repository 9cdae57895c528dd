/** A set-up step failed for a reason a person can act on. Shown without a stack trace. */
export class SetupError extends Error {
  /**
   * @param {string} message what went wrong
   * @param {{ remedy?: string, cause?: unknown }} [options] `remedy`: what to do about it
   */
  constructor(message, { remedy, cause } = {}) {
    super(message, { cause });
    this.name = "SetupError";
    this.remedy = remedy;
  }
}

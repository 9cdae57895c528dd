import { KlToVaeError } from "./KlToVaeError.js";

/** A computation produced, or was given, NaN or an infinity where a finite number is needed. */
export class NonFiniteError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("NON_FINITE", message, options);
  }
}

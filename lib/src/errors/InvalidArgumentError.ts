import { KlToVaeError } from "./KlToVaeError.js";

/** An argument is outside the values a function is defined for. */
export class InvalidArgumentError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("INVALID_ARGUMENT", message, options);
  }
}

import { KlToVaeError } from "./KlToVaeError.js";

/** A model was asked for results before it was fitted. */
export class NotFittedError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("NOT_FITTED", message, options);
  }
}

import { KlToVaeError } from "./KlToVaeError.js";

/** A quantity has no closed form for this pair of arguments; the message names the ways to estimate it. */
export class NoClosedFormError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("NO_CLOSED_FORM", message, options);
  }
}

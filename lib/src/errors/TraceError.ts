import { KlToVaeError } from "./KlToVaeError.js";

/** A training step cannot be turned into one TensorFlow graph. */
export class TraceError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("TRACE", message, options);
  }
}

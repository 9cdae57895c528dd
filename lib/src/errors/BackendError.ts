import { KlToVaeError } from "./KlToVaeError.js";

/** A TensorFlow.js backend is not available or cannot do what was asked. */
export class BackendError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("BACKEND", message, options);
  }
}

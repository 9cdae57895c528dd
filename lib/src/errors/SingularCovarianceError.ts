import { KlToVaeError } from "./KlToVaeError.js";

/** A covariance matrix is not positive definite, so that its density does not exist. */
export class SingularCovarianceError extends KlToVaeError {
  constructor(message: string, options?: { cause?: unknown }) {
    super("SINGULAR_COVARIANCE", message, options);
  }
}

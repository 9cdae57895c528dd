import { Normal, type Distribution } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";

/**
 * The normal q with the least forward divergence KL(p ‖ q): the one with p's mean and variance.
 *
 * @throws InvalidArgumentError if p has no finite mean and variance
 */
export function momentProjection(p: Distribution): Normal {
  const { mean, variance } = p;
  if (!Number.isFinite(mean) || !Number.isFinite(variance)) {
    throw new InvalidArgumentError(
      `Moment projection needs a finite mean and variance, but they are ${mean} and ${variance}.`,
    );
  }
  return new Normal(mean, Math.sqrt(variance));
}

import { distanceToMean } from "./distanceToMean.js";
import { klTerm } from "./klTerm.js";
import { stirlingError } from "./stirlingError.js";
import { HALF_LOG_TWO_PI } from "./constants.js";

const SMALLEST_NORMAL = 2 ** -1022;

/**
 * log(xᵃ (1 − x)ᵇ / B(a, b)), the log density of the logit of a Beta(a, b) variable, in the saddle-point form of Loader
 * (2000), which does not cancel for large shapes.
 *
 * @param x between 0 and 1, not included; above ½, ask for 1 − x with the shapes exchanged
 */
export function logBetaWeight(a: number, b: number, x: number): number {
  const n = a + b;
  const excess = distanceToMean(a, b, x);
  // Where nx underflows it is nothing beside a.
  const below = n * x > SMALLEST_NORMAL ? klTerm(a, n * x, excess) : a * (Math.log(a / n) - Math.log(x) - 1);
  const cost = below + klTerm(b, n * (1 - x), -excess);
  const stirling = stirlingError(n) - stirlingError(a) - stirlingError(b);
  return stirling - cost + 0.5 * (Math.log(a / n) + Math.log(b)) - HALF_LOG_TWO_PI;
}

import { numberAt, valuesAtDraws, type DrawOptions, type Proposal } from "./valuesAtDraws.js";

/**
 * ln p(x, z) − ln q(z) at draws z from q; −∞ where the joint density is 0.
 *
 * @throws InvalidArgumentError if there are fewer than 2 samples or no generator
 * @throws NonFiniteError if a log-weight is NaN or +∞
 */
export function logWeights<Value>(
  logJoint: (z: Value) => number,
  q: Proposal<Value>,
  options: DrawOptions,
): Float64Array {
  return valuesAtDraws((z) => numberAt(logJoint, z, "logJoint") - q.logProb(z), q, options, "A log-weight");
}

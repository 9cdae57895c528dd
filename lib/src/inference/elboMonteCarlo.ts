import type { Distribution } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { requireFunction, requireMethods, requireOptions } from "./checks.js";
import { estimateFrom } from "./estimateFrom.js";
import type { Estimate } from "./GradientEstimate.js";
import { logWeights } from "./logWeights.js";
import { numberAt, valuesAtDraws, type DrawOptions, type Proposal } from "./valuesAtDraws.js";

export interface ElboMonteCarloOptions extends DrawOptions {
  /**
   * "sampled" (the default): the mean of ln p(x, z) − ln q(z), whose variance is 0 where q is the posterior.
   * "closed-form": the mean of ln p(x, z) plus q's entropy, which varies less where the joint density is
   * nearly flat over q.
   */
  readonly entropy?: "sampled" | "closed-form";
}

/**
 * The evidence lower bound E_q[ln p(x, z) − ln q(z)] ≤ ln p(x) from draws of q, nats. Free of bias; a single
 * estimate may exceed ln p(x), within its standard error. Estimate −∞ and standard error ∞ if a draw falls
 * where the joint density is 0.
 *
 * @param logJoint ln p(x, z) as a function of z, up to a constant that the bound then carries
 * @throws InvalidArgumentError for fewer than 2 samples, no rng, an unknown entropy, a q that is no distribution, or a
 * logJoint that is no function
 * @throws NonFiniteError if the log joint density is NaN, +∞ or no number at a draw
 */
export function elboMonteCarlo<Value>(
  logJoint: (z: Value) => number,
  q: Proposal<Value> & Pick<Distribution<Value>, "entropy">,
  options: ElboMonteCarloOptions,
): Estimate {
  const { entropy = "sampled" } = requireOptions(options, "samples, rng");
  if (entropy !== "sampled" && entropy !== "closed-form") {
    throw new InvalidArgumentError(
      `entropy must be "sampled" or "closed-form", but it is ${JSON.stringify(entropy)}.`,
    );
  }
  requireFunction(logJoint, "logJoint");
  requireMethods(q, entropy === "sampled" ? ["sample", "logProb"] : ["sample", "entropy"], "q");
  const draws = entropy === "sampled" ? logWeights(logJoint, q, options) : withEntropy(logJoint, q, options);
  if (draws.includes(-Infinity)) return { estimate: -Infinity, variance: Infinity, standardError: Infinity };
  return estimateFrom(draws);
}

/** The log joint density at draws of q, plus q's entropy. */
function withEntropy<Value>(
  logJoint: (z: Value) => number,
  q: Proposal<Value> & Pick<Distribution<Value>, "entropy">,
  options: DrawOptions,
): Float64Array {
  const entropy = q.entropy();
  const values = valuesAtDraws((z) => numberAt(logJoint, z, "logJoint"), q, options, "The log joint density");
  return values.map((value) => value + entropy);
}

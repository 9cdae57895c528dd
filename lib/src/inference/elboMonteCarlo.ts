import type { Distribution } from "../distributions/index.js";
import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import { checkGenerator, checkSamples } from "./checks.js";
import { estimateFrom } from "./estimateFrom.js";
import type { Estimate } from "./GradientEstimate.js";
import { logWeights, type DrawOptions, type Proposal } from "./logWeights.js";

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
 * @throws InvalidArgumentError for fewer than 2 samples, no rng, or an unknown entropy
 * @throws NonFiniteError if the log joint density is NaN or +∞ at a draw
 */
export function elboMonteCarlo<Value>(
  logJoint: (z: Value) => number,
  q: Proposal<Value> & Pick<Distribution<Value>, "entropy">,
  options: ElboMonteCarloOptions,
): Estimate {
  const { entropy = "sampled" } = options;
  if (entropy !== "sampled" && entropy !== "closed-form") {
    throw new InvalidArgumentError(
      `entropy must be "sampled" or "closed-form", but it is ${JSON.stringify(entropy)}.`,
    );
  }
  const draws =
    entropy === "sampled" ? logWeights(logJoint, q, options) : logJoints(logJoint, q, options, q.entropy());
  if (draws.includes(-Infinity)) return { estimate: -Infinity, variance: Infinity, standardError: Infinity };
  return estimateFrom(draws);
}

/** The log joint density at draws of q, plus a constant. */
function logJoints<Value>(
  logJoint: (z: Value) => number,
  q: Proposal<Value>,
  { samples, rng }: DrawOptions,
  constant: number,
): Float64Array {
  checkSamples(samples);
  checkGenerator(rng);
  return Float64Array.from({ length: samples }, () => {
    const z = q.sample(rng);
    const value = logJoint(z);
    if (Number.isNaN(value) || value === Infinity) {
      throw new NonFiniteError(
        `The log joint density must be a number below infinity, but at z = ${String(z)} it is ${value}.`,
      );
    }
    return value + constant;
  });
}

import type { Distribution } from "../distributions/index.js";
import { NonFiniteError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkGenerator, checkSamples } from "./checks.js";

/** What is drawn from: q, of which draws and the log density are needed. */
export type Proposal<Value> = Pick<Distribution<Value>, "sample" | "logProb">;

export interface DrawOptions {
  /** How many draws; at least 2. */
  readonly samples: number;
  readonly rng: Rng;
}

/**
 * ln p(x, z) − ln q(z) at draws z from q; −∞ where the joint density is 0.
 *
 * @throws InvalidArgumentError if there are fewer than 2 samples or no generator
 * @throws NonFiniteError if a log-weight is NaN or +∞
 */
export function logWeights<Value>(
  logJoint: (z: Value) => number,
  q: Proposal<Value>,
  { samples, rng }: DrawOptions,
): Float64Array {
  checkSamples(samples);
  checkGenerator(rng);
  return Float64Array.from({ length: samples }, () => {
    const z = q.sample(rng);
    const logWeight = logJoint(z) - q.logProb(z);
    if (Number.isNaN(logWeight) || logWeight === Infinity) {
      throw new NonFiniteError(
        `A log-weight must be a number below infinity, but at z = ${String(z)} it is ${logWeight}.`,
      );
    }
    return logWeight;
  });
}

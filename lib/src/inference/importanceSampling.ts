import { logSumExp, type Distribution } from "../distributions/index.js";
import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import type { Rng } from "../random/index.js";

export interface ImportanceSamplingOptions<Value> {
  /** ln p(x, z) as a function of z, in nats; −∞ where it has no density. */
  readonly logJoint: (z: Value) => number;
  /** Where z is drawn from; it must cover the posterior. */
  readonly proposal: Pick<Distribution<Value>, "sample" | "logProb">;
  /** At least 2. */
  readonly samples: number;
  readonly rng: Rng;
}

export interface ImportanceSamplingResult {
  /** ln of the mean weight, nats. The mean weight is unbiased for p(x), so that this is low on average. */
  readonly logEvidence: number;
  /** Of logEvidence, by the delta method: the relative standard error of the mean weight. */
  readonly standardError: number;
  /** (Σ w)² / Σ w², from 1 to the number of samples. */
  readonly effectiveSampleSize: number;
  /** Present where so few draws carry the estimate that neither it nor its standard error is to be trusted. */
  readonly warning?: string;
}

/** With fewer effective draws than this, the standard error itself is a guess. */
const fewestEffective = 10;

/**
 * ln p(x) = ln E_q[p(x, z) / q(z)] by importance sampling, in log-space.
 *
 * @throws InvalidArgumentError if there are fewer than 2 samples
 * @throws NonFiniteError if a weight is NaN or infinite, or every weight is 0
 */
export function importanceSampling<Value>(
  options: ImportanceSamplingOptions<Value>,
): ImportanceSamplingResult {
  const { logJoint, proposal, samples, rng } = options;
  if (!Number.isSafeInteger(samples) || samples < 2) {
    throw new InvalidArgumentError(`samples must be an integer of at least 2, but it is ${samples}.`);
  }
  const logWeights = Float64Array.from({ length: samples }, () => {
    const z = proposal.sample(rng);
    const logWeight = logJoint(z) - proposal.logProb(z);
    if (Number.isNaN(logWeight) || logWeight === Infinity) {
      throw new NonFiniteError(
        `A log-weight must be a number below infinity, but at z = ${String(z)} it is ${logWeight}.`,
      );
    }
    return logWeight;
  });
  const logTotal = logSumExp(logWeights);
  if (logTotal === -Infinity) {
    throw new NonFiniteError(
      `None of the ${samples} draws has any joint density: the proposal misses the posterior. Use another or more samples.`,
    );
  }
  const shares = logWeights.map((logWeight) => Math.exp(logWeight - logTotal));
  const effectiveSampleSize = 1 / shares.reduce((sum, share) => sum + share * share, 0);
  const spread = shares.reduce((sum, share) => sum + (share * samples - 1) ** 2, 0) / (samples - 1);
  return {
    logEvidence: logTotal - Math.log(samples),
    standardError: Math.sqrt(spread / samples),
    effectiveSampleSize,
    ...(effectiveSampleSize < fewestEffective && {
      warning:
        `Only ${effectiveSampleSize.toFixed(1)} of ${samples} draws carry the estimate: it is likely too low, and its ` +
        "standard error too small. Use a proposal nearer to the posterior, or many more samples.",
    }),
  };
}

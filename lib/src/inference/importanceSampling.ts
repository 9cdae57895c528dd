import { logSumExp } from "../distributions/index.js";
import { NonFiniteError } from "../errors/index.js";
import { requireFunction, requireMethods, requireOptions } from "./checks.js";
import { logWeights } from "./logWeights.js";
import { largestReliableShape, paretoShape } from "./paretoShape.js";
import type { DrawOptions, Proposal } from "./valuesAtDraws.js";

export interface ImportanceSamplingOptions<Value> extends DrawOptions {
  /** ln p(x, z) as a function of z, in nats; −∞ where it has no density. */
  readonly logJoint: (z: Value) => number;
  /** Where z is drawn from; it must cover the posterior. */
  readonly proposal: Proposal<Value>;
}

export interface ImportanceSamplingResult {
  /** ln of the mean weight, nats. The mean weight is unbiased for p(x), so that this is low on average. */
  readonly logEvidence: number;
  /** Of logEvidence, by the delta method: the relative standard error of the mean weight. */
  readonly standardError: number;
  /** (Σ w)² / Σ w², from 1 to the number of samples. */
  readonly effectiveSampleSize: number;
  /**
   * k̂, how heavy the tail of the weights is, as fitted to the largest of them (Vehtari et al. 2024): from ½
   * on their variance is infinite, above min(1 − 1 / log₁₀ S, 0.7) the estimate is not to be trusted. Unlike
   * the effective sample size it also sees a proposal too narrow. −∞ if the largest weights are equal; absent
   * with 20 draws or fewer, or if fewer than 5 weights lie above the others.
   */
  readonly paretoK?: number;
  /**
   * Present where so few draws carry the estimate, or the weights' tail is so heavy, that neither the
   * estimate nor its standard error is to be trusted.
   */
  readonly warning?: string;
}

/** With fewer effective draws than this, the standard error itself is a guess. */
const fewestEffective = 10;

/**
 * ln p(x) = ln E_q[p(x, z) / q(z)] by importance sampling, in log-space.
 *
 * @throws InvalidArgumentError for fewer than 2 samples, no rng, a proposal that is no distribution, or a logJoint that is
 * no function
 * @throws NonFiniteError if a weight is NaN or infinite, logJoint gives no number, or every weight is 0
 */
export function importanceSampling<Value>(
  options: ImportanceSamplingOptions<Value>,
): ImportanceSamplingResult {
  const { logJoint, proposal, samples } = requireOptions(options, "logJoint, proposal, samples, rng");
  requireFunction(logJoint, "logJoint");
  requireMethods(proposal, ["sample", "logProb"], "proposal");
  const weights = logWeights(logJoint, proposal, options);
  const logTotal = logSumExp(weights);
  if (logTotal === -Infinity) {
    throw new NonFiniteError(
      `None of the ${samples} draws has any joint density: the proposal misses the posterior. Use another or more samples.`,
    );
  }
  const shares = weights.map((logWeight) => Math.exp(logWeight - logTotal));
  const effectiveSampleSize = 1 / shares.reduce((sum, share) => sum + share * share, 0);
  const spread = shares.reduce((sum, share) => sum + (share * samples - 1) ** 2, 0) / (samples - 1);
  const paretoK = paretoShape(weights);
  const warning = warningOf(effectiveSampleSize, paretoK, samples);
  return {
    logEvidence: logTotal - Math.log(samples),
    standardError: Math.sqrt(spread / samples),
    effectiveSampleSize,
    ...(paretoK !== undefined && { paretoK }),
    ...(warning !== undefined && { warning }),
  };
}

function warningOf(
  effectiveSampleSize: number,
  shape: number | undefined,
  samples: number,
): string | undefined {
  if (effectiveSampleSize < fewestEffective) {
    return (
      `Only ${effectiveSampleSize.toFixed(1)} of ${samples} draws carry the estimate: it is likely too low, and its ` +
      "standard error too small. Use a proposal nearer to the posterior, or many more samples."
    );
  }
  if (shape === undefined || shape <= largestReliableShape(samples)) return undefined;
  return (
    `The Pareto shape k of the largest weights is ${shape.toFixed(2)}, above ${largestReliableShape(samples).toFixed(2)}: weights ` +
    "that were not drawn may be far larger, so that the estimate is likely too low, its standard error too small and the " +
    "effective sample size too large. Use a proposal with heavier tails than the posterior."
  );
}

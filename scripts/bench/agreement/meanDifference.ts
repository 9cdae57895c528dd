import { StudentT } from "kl-to-vae/distributions";
import { describeSample, type SampleSummary } from "./describeSample.js";

/** How far apart the means of two populations are, by a sample of each. */
export interface MeanDifference {
  readonly value: number;
  /** How sure the interval is. */
  readonly level: number;
  /** Null where a sample is a single number. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

/**
 * The mean of `a` less the mean of `b`, with Welch's interval: the variances may differ. Welch (1947), "The generalization
 * of Student's problem when several different population variances are involved".
 */
export function meanDifference(a: readonly number[], b: readonly number[], level: number): MeanDifference {
  const [first, second] = [describeSample(a), describeSample(b)];
  const value = first.mean - second.mean;
  if (first.sd === null || second.sd === null) return { value, level, interval: null };
  const [u, v] = [squaredError(first), squaredError(second)];
  // Samples that do not vary at all leave no doubt, and no degrees of freedom.
  if (u + v === 0) return { value, level, interval: { lower: value, upper: value } };
  const df = (u + v) ** 2 / (u ** 2 / (first.n - 1) + v ** 2 / (second.n - 1));
  const reach = new StudentT(df, 0, 1).quantile((1 + level) / 2) * Math.sqrt(u + v);
  return { value, level, interval: { lower: value - reach, upper: value + reach } };
}

/** Of the mean. */
function squaredError({ n, sd }: SampleSummary): number {
  return (sd ?? NaN) ** 2 / n;
}

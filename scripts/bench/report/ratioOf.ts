import { StudentT } from "kl-to-vae/distributions";
import { median } from "./median.js";

/** How one time compares with another over the rounds of a run. */
export interface Ratio {
  readonly perRound: readonly number[];
  readonly median: number;
  /** Where the ratio lies with 95 % confidence; null for a single round. */
  readonly interval: { readonly lower: number; readonly upper: number } | null;
}

/**
 * The ratios of two times that were taken round by round. The interval is Student's t for the mean of the log ratios over
 * n rounds, x̄ ± t₀.₉₇₅(n − 1) s / √n, taken back through exp: what disturbs a whole round falls out of its ratio, and a
 * ratio and its inverse are treated alike.
 */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Ratio {
  const perRound = ours.map((time, round) => time / (theirs[round] as number));
  return { perRound, median: median(perRound), interval: intervalOf(perRound.map(Math.log)) };
}

function intervalOf(logarithms: readonly number[]): Ratio["interval"] {
  const n = logarithms.length;
  if (n < 2) return null;
  const mean = logarithms.reduce((sum, value) => sum + value, 0) / n;
  const variance = logarithms.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  const reach = new StudentT(n - 1, 0, 1).quantile(0.975) * Math.sqrt(variance / n);
  return { lower: Math.exp(mean - reach), upper: Math.exp(mean + reach) };
}

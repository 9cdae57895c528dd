import { StudentT, STANDARD_NORMAL_ENTROPY } from "../../distributions/index.js";

const LARGE = 40;
/** Coefficients of (1/df)², (1/df)³, … in the expansion for many degrees of freedom, from Stirling's series. */
const SERIES = [
  3 / 4,
  3 / 2,
  17 / 8,
  29 / 10,
  61 / 12,
  145 / 14,
  273 / 16,
  119 / 6,
  869 / 20,
  4121 / 22,
  6169 / 24,
];

/** How much less entropy Student's t has than the normal distribution of the same variance, in nats; df > 2. */
export function studentTNegentropy(df: number): number {
  if (df > LARGE) return SERIES.reduceRight((sum, c) => (sum + c) / df, 0) / df;
  return STANDARD_NORMAL_ENTROPY - 0.5 * Math.log1p(-2 / df) - new StudentT(df, 0, 1).entropy();
}

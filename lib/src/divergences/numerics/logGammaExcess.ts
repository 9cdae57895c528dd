import gammaln from "@stdlib/math-base-special-gammaln";
import { stirlingError, HALF_LOG_TWO_PI } from "../../distributions/index.js";

/** log Γ(c) − c log c + c for c > 0: the log normaliser of a gamma distribution with mean 1, by Stirling's formula if c is large. */
export function logGammaExcess(c: number): number {
  if (c < 16) return gammaln(c) - c * Math.log(c) + c;
  return HALF_LOG_TWO_PI - 0.5 * Math.log(c) + stirlingError(c);
}

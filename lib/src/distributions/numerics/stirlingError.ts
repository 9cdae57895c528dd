import gammaln from "@stdlib/math-base-special-gammaln";
import { HALF_LOG_TWO_PI } from "./constants.js";

/**
 * log Γ(z + 1) − [(z + ½) log z − z + ½ log 2π], what Stirling's formula leaves out (Loader, "Fast and accurate
 * computation of binomial probabilities", 2000).
 *
 * @param z a positive number
 */
export function stirlingError(z: number): number {
  if (z < 16) return gammaln(z + 1) - (z + 0.5) * Math.log(z) + z - HALF_LOG_TWO_PI;
  const s = 1 / (z * z);
  return (1 / 12 - s * (1 / 360 - s * (1 / 1260 - s * (1 / 1680 - s / 1188)))) / z;
}

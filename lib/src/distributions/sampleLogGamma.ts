import type { Rng } from "../random/index.js";

/**
 * The logarithm of a draw from Gamma(shape, 1): Marsaglia and Tsang (2000); shapes below one are boosted by
 * log(u) / shape, which in the logarithm cannot underflow.
 */
export function sampleLogGamma(shape: number, rng: Rng): number {
  if (shape < 1) return sampleLogGamma(shape + 1, rng) + Math.log1p(-rng.uniform()) / shape;
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const z = rng.normal();
    const v = (1 + c * z) ** 3;
    if (v > 0 && Math.log1p(-rng.uniform()) < 0.5 * z * z + d * (1 - v + Math.log(v))) return Math.log(d * v);
  }
}

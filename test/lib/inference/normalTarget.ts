import { MultivariateNormal } from "kl-to-vae/distributions";
import { inverseFromCholesky } from "kl-to-vae/linear-algebra";
import { Rng } from "kl-to-vae/random";
import type { Target } from "./targets.js";

export interface NormalTarget extends Target {
  normal: MultivariateNormal;
  precision: Float64Array;
}

/** A normal distribution as a target, with its gradient. */
export function normalTarget(
  mean: readonly number[],
  covariance: readonly (readonly number[])[],
): NormalTarget {
  const normal = new MultivariateNormal(mean, covariance);
  const d = mean.length;
  const { data: precision } = inverseFromCholesky(normal.choleskyFactor);
  return {
    normal,
    precision,
    logDensity: (z) => normal.logProb(z),
    gradient: (z) =>
      z.map((_, i) => -z.reduce((sum, v, j) => sum + precision[i * d + j]! * (v - mean[j]!), 0)),
  };
}

/** A normal target whose coordinates have standard deviations from 1 / spread to spread. */
export function randomNormalTarget(d: number, seed: number, spread: number): NormalTarget {
  const rng = new Rng(seed);
  const A = Array.from({ length: d }, () => Array.from({ length: d }, () => rng.normal()));
  const scale = A.map((_, i) => spread ** (d === 1 ? 0 : (2 * i) / (d - 1) - 1));
  const covariance = A.map((a, i) =>
    A.map(
      (b, j) =>
        scale[i]! *
        scale[j]! *
        (a.reduce((sum, value, k) => sum + value * b[k]!, 0) / d + (i === j ? 0.1 : 0)),
    ),
  );
  return normalTarget(
    scale.map((s) => 3 * s * rng.normal()),
    covariance,
  );
}

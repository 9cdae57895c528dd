import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";

/** Where a distribution has its mass: the closed interval (per coordinate) and whether only integers count. */
export interface Support {
  readonly lower: number;
  readonly upper: number;
  readonly discrete: boolean;
  /**
   * Set where the coordinates sum to one: the mass lies on a simplex, which has no volume in d dimensions, and the
   * density is with respect to the first d − 1 coordinates. Such a density does not compare with one on ℝᵈ.
   */
  readonly simplex?: true;
}

/**
 * What every family offers. `Value` is `number` in one dimension and `readonly number[]` in several; then mean and
 * variance are per coordinate. Natural logarithms throughout, so densities and entropies are in nats.
 */
export interface Distribution<Value = number> {
  readonly mean: Value;
  readonly variance: Value;
  readonly support: Support;
  /** The number of coordinates of a value; 1 for numbers. */
  readonly dimension: number;
  /** The log density (log probability, if discrete) at x; −∞ outside the support. */
  logProb(x: Value): number;
  /** One draw. */
  sample(rng: Rng): Value;
  /** n draws, of shape `[n]` in one dimension and `[n, d]` in d. */
  sampleMany(n: number, rng: Rng): NdArray<Float64Array>;
  /** The differential entropy (Shannon's, if discrete) in nats. */
  entropy(): number;
}

/** A distribution whose values are vectors. */
export type VectorDistribution = Distribution<readonly number[]>;

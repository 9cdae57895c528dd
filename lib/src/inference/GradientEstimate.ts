import type { MatrixLike } from "../array/index.js";
import type { Rng } from "../random/index.js";

/** A Monte Carlo estimate, the variance of one draw of it, and its standard error. */
export interface Estimate {
  readonly estimate: number;
  readonly variance: number;
  readonly standardError: number;
}

/** The gradient of E[f(z)], z ~ N(mean, sd²), with respect to the two parameters. */
export interface GradientEstimate {
  readonly mean: Estimate;
  readonly sd: Estimate;
}

/** Where the gradient is taken, and with how many draws. */
export interface GradientOptions {
  readonly mean: number;
  readonly sd: number;
  /** At least 2, so that there is a variance. */
  readonly samples: number;
  readonly rng: Rng;
}

/**
 * The gradient of E[f(z)], z ~ N(mean, diag(sd²)) of d coordinates, with respect to mean and sd: d estimates
 * each.
 */
export interface DiagonalGradientEstimate {
  readonly mean: readonly Estimate[];
  readonly sd: readonly Estimate[];
}

/** Where the gradient is taken: at a DiagonalNormal's mean and sd, for example. */
export interface DiagonalGradientOptions {
  readonly mean: readonly number[];
  readonly sd: readonly number[];
  readonly samples: number;
  readonly rng: Rng;
}

/**
 * The gradient of E[f(z)], z ~ N(mean, L Lᵀ), with respect to the mean and to each entry of the lower
 * triangular L.
 */
export interface FullRankGradientEstimate {
  readonly mean: readonly Estimate[];
  /** Row i has i + 1 estimates, up to the diagonal. */
  readonly choleskyFactor: readonly (readonly Estimate[])[];
}

/** Where the gradient is taken: at a MultivariateNormal's mean and choleskyFactor, for example. */
export interface FullRankGradientOptions {
  readonly mean: readonly number[];
  /** L of shape `[d, d]`, lower triangular with a positive diagonal. */
  readonly choleskyFactor: MatrixLike;
  readonly samples: number;
  readonly rng: Rng;
}

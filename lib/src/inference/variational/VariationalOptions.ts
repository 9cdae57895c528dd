import type { MatrixLike } from "../../array/index.js";
import type { Rng } from "../../random/index.js";
import type { GradientEstimator } from "./NaturalGradient.js";
import type { VariationalFamily } from "./VariationalNormal.js";
import type { VariationalStep } from "./VariationalResult.js";

/**
 * Where the climb begins. An earlier approximation of the same family, or any DiagonalNormal or
 * MultivariateNormal, will do.
 */
export interface VariationalStart {
  /** d numbers. Default: all 0. */
  readonly mean?: readonly number[];
  /** d positive numbers. Default: all 1. */
  readonly sd?: readonly number[];
  /** Shape `[d, d]`, instead of sd; the mean-field family takes its diagonal. */
  readonly covariance?: MatrixLike;
}

export interface VariationalOptions<Family extends VariationalFamily = VariationalFamily> {
  /** d, the number of coordinates of z; at least 1. */
  readonly dimension: number;
  /**
   * "mean-field" (the default): independent coordinates, 2d parameters. "full-rank": any covariance matrix,
   * d(d + 3)/2 parameters; a step costs of the order of d³.
   */
  readonly family?: Family;
  /**
   * ∇ log density at z, d numbers. Where it is used, it is compared at the end with differences of the log density, at 8
   * draws from the first q and 8 from the last; `warnings` tell if most of them disagree.
   */
  readonly gradient?: (z: readonly number[]) => ArrayLike<number>;
  /**
   * Default: "reparameterized" where there is a gradient, else "score-function", which needs none and many
   * more draws.
   */
  readonly estimator?: GradientEstimator;
  readonly start?: VariationalStart;
  /** At most so many steps. Default 2000. */
  readonly steps?: number;
  /**
   * Draws a step, at least 2. Default: 16 for "reparameterized"; 4 a parameter, at least 64, for
   * "score-function".
   */
  readonly samples?: number;
  /**
   * γ, the part of a natural gradient that a step goes, above 0 and at most 1. Default: half of S / (S + v), which
   * contracts fastest on a normal target with S draws a step; v is d + 1 for "reparameterized" in full rank, 2 in the mean
   * field, and the number of parameters + 4 for "score-function".
   */
  readonly learningRate?: number;
  /**
   * Once the ELBO stands still, step k from there goes γ (1 + k / window)^−decay, 0 ≤ decay ≤ 1. Default
   * 0.75.
   */
  readonly decay?: number;
  /**
   * How many steps' ELBOs are averaged to see whether it still rises. Default: a twentieth of steps, at least
   * 5.
   */
  readonly window?: number;
  /**
   * Nats: end as soon as the ELBO changes by less from window to window, its noise (two standard errors)
   * included. Default 1e-6.
   */
  readonly tol?: number;
  /** Fresh draws for the ELBO of the result, at least 2. Default 1000. */
  readonly elboSamples?: number;
  readonly rng: Rng;
  /** Called after each step. */
  readonly onStep?: (step: VariationalStep<Family>) => void;
}

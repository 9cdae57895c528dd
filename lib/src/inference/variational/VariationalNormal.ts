import type { DiagonalNormal, MultivariateNormal } from "../../distributions/index.js";

export type VariationalFamily = "mean-field" | "full-rank";

/** The distribution that a family's fit ends in. */
export type Approximation<Family extends VariationalFamily> = Family extends "mean-field"
  ? DiagonalNormal
  : MultivariateNormal;

/**
 * A normal q that moves: z = mean + L ε with ε ~ N(0, I), L diagonal or lower triangular. All that moves it
 * is measured in its own coordinates ε, so that a climb does not depend on the units of z.
 */
export interface VariationalNormal {
  readonly dimension: number;
  /** How many numbers describe it. */
  readonly parameterCount: number;
  /** ln |L|. */
  logDeterminant(): number;
  /** z = mean + L ε, for row s of the noise. */
  place(noise: Float64Array, s: number): number[];
  /** Lᵀ g: a gradient with respect to z as one with respect to ε. */
  pullBack(gradient: ArrayLike<number>): Float64Array;
  /** mean + L δ. */
  shift(delta: Float64Array): void;
  /**
   * L ← L (I + A), where A is the lower triangle (mean-field: the diagonal) of rate × C with half its
   * diagonal, and C the symmetric part of the mean of c εᵀ over the rows of both. On the diagonal exp(Aᵢᵢ)
   * stands for 1 + Aᵢᵢ, so that it stays positive; a C of norm above 1 / rate is scaled down to it.
   */
  rescale(centred: Float64Array, noise: Float64Array, rate: number): void;
  /** Mean and L as one vector, for averages. */
  parameters(): Float64Array;
  /** Takes what {@link parameters} gave, or an average of such. */
  restore(parameters: Float64Array): void;
  /** The distribution with such parameters. */
  approximation(parameters: Float64Array): DiagonalNormal | MultivariateNormal;
}

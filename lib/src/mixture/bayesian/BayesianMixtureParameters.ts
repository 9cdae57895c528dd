import type { MixtureParameters } from "../MixtureParameters.js";

/**
 * The variational posterior of the weights. For a Dirichlet distribution: its K concentrations. For a Dirichlet process: stick k
 * is broken off where a draw from Beta(a[k], b[k]) says.
 */
export type WeightConcentration = Float64Array | StickConcentration;

export interface StickConcentration {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/**
 * The variational posterior of a Bayesian mixture of K Gaussians in d dimensions (Bishop 2006, section 10.2). Of component k, the
 * precision Λ is Wishart with `degreesOfFreedom[k]`, and the mean given Λ is normal around `means[k]` with precision
 * `meanPrecision[k]` Λ. `weights` are the expected weights; `covariances` the inverses of the expected precisions.
 */
export interface BayesianMixtureParameters extends MixtureParameters {
  readonly weightConcentration: WeightConcentration;
  /** β, K numbers. */
  readonly meanPrecision: Float64Array;
  /** ν, K numbers; with tied covariances all the same. */
  readonly degreesOfFreedom: Float64Array;
}

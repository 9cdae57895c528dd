import type { NdArray } from "../../array/index.js";
import type { WeightConcentrationPriorType } from "./BayesianGaussianMixtureOptions.js";

/** The prior of a Bayesian mixture, the same for all components; what the options leave open is taken from the data. */
export interface BayesianMixturePrior {
  readonly weightConcentrationType: WeightConcentrationPriorType;
  readonly weightConcentration: number;
  /** β₀. */
  readonly meanPrecision: number;
  /** m₀, d numbers. */
  readonly mean: Float64Array;
  /** ν₀. */
  readonly degreesOfFreedom: number;
  /** S₀, the inverse of the Wishart prior's scale: `[d, d]` (full, tied), `[d]` (diag) or `[]` (spherical). */
  readonly covariance: NdArray<Float64Array>;
}

import type { WeightConcentration } from "./BayesianMixtureParameters.js";

/** A distribution of K mixing weights π: the posterior under counts, or with none the prior. */
export interface WeightPosterior {
  readonly concentration: WeightConcentration;
  /** E[π], made to sum to 1. */
  mean(): Float64Array;
  /** E[ln π]. */
  expectedLog(): Float64Array;
  /** The logarithm of what normalises the density. */
  logNormalizer(): number;
}

import type { WeightConcentration } from "./BayesianMixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";
import { DirichletWeights } from "./DirichletWeights.js";
import { StickBreakingWeights } from "./StickBreakingWeights.js";
import type { WeightPosterior } from "./WeightPosterior.js";

/** The posterior of the weights under K counts; under zeros, the prior. */
export function weightsUnder(counts: Float64Array, prior: BayesianMixturePrior): WeightPosterior {
  const family =
    prior.weightConcentrationType === "dirichlet_process" ? StickBreakingWeights : DirichletWeights;
  return family.under(counts, prior.weightConcentration);
}

/** The posterior of the weights that has this concentration. */
export function weightsWith(concentration: WeightConcentration): WeightPosterior {
  return concentration instanceof Float64Array
    ? new DirichletWeights(concentration)
    : new StickBreakingWeights(concentration);
}

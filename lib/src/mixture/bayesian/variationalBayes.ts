import type { NdArray } from "../../array/index.js";
import { checkResponsibilities } from "../checkResponsibilities.js";
import { initialResponsibilities } from "../initialResponsibilities.js";
import type { MixtureAlgorithm } from "../MixtureAlgorithm.js";
import { momentsUnder } from "../momentsUnder.js";
import type { ResolvedBayesianOptions } from "./BayesianGaussianMixtureOptions.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";
import { posteriorDensities } from "./posteriorDensities.js";
import { posteriorLogNormalizer } from "./posteriorLogNormalizer.js";
import { posteriorUnder } from "./posteriorUnder.js";

/**
 * Coordinate ascent on the evidence lower bound of a Bayesian mixture (Attias 2000; Bishop 2006, section 10.2; Blei & Jordan 2006):
 * the E step finds q(Z), the M step q(weights, means, precisions). The lower bound is taken after the M step, for all data
 * together, without the terms that only depend on the prior and the shape of the data, and by the formula for a posterior that is
 * optimal under the responsibilities, which `regCovar` keeps it from; as in scikit-learn.
 *
 * @param rows those that starts are taken from
 */
export function variationalBayes(
  rows: NdArray<Float64Array>,
  prior: BayesianMixturePrior,
  options: ResolvedBayesianOptions,
): MixtureAlgorithm<BayesianMixtureParameters> {
  const { nComponents: K, covarianceType, regCovar, initParams, responsibilitiesInit } = options;
  return {
    *findStart(rng) {
      const responsibilities = responsibilitiesInit
        ? checkResponsibilities(responsibilitiesInit, rows.shape[0]!, K, "responsibilitiesInit")
        : (yield* initialResponsibilities(rows, K, initParams, rng)).responsibilities;
      const moments = yield* momentsUnder(rows, responsibilities, K, covarianceType);
      return posteriorUnder(moments, prior, covarianceType, regCovar);
    },
    densities: posteriorDensities,
    maximize: (moments) => posteriorUnder(moments, prior, covarianceType, regCovar),
    lowerBound: ({ entropy }, parameters, { components }) =>
      entropy + posteriorLogNormalizer(parameters, components),
  };
}

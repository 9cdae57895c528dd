import type { NdArray } from "../array/index.js";
import { gaussianComponents, singularRemedy } from "./GaussianComponent.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import { initialParameters } from "./initialParameters.js";
import { maximization } from "./maximization.js";
import type { MixtureAlgorithm } from "./MixtureAlgorithm.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/**
 * EM for maximum likelihood. Its bound is that after the E step, where it touches the log-likelihood of the parameters before
 * the M step: mean nats per example.
 *
 * @param rows those that starts are taken from
 */
export function expectationMaximization(
  rows: NdArray<Float64Array>,
  options: ResolvedOptions,
): MixtureAlgorithm<MixtureParameters> {
  return {
    findStart: (rng) => initialParameters(rows, options, rng),
    densities: (parameters) => ({
      logWeights: parameters.weights.map(Math.log),
      components: gaussianComponents(parameters, singularRemedy, options.regCovar),
    }),
    maximize: (moments) => maximization(moments, options.covarianceType, options.regCovar),
    lowerBound: ({ logLikelihood, n }) => logLikelihood / n,
  };
}

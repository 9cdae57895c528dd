import { SingularCovarianceError } from "../../errors/index.js";
import { gaussianComponents } from "../GaussianComponent.js";
import { covarianceShape, type CovarianceType } from "../MixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";
import { posteriorLogNormalizer } from "./posteriorLogNormalizer.js";
import { weightsUnder } from "./weightsUnder.js";

/** Like {@link posteriorLogNormalizer}, of the prior of K components; ∞ if its covariance is singular, so that it is improper. */
export function priorLogNormalizer(prior: BayesianMixturePrior, type: CovarianceType, K: number): number {
  const d = prior.mean.length;
  const weights = weightsUnder(new Float64Array(K), prior);
  const one = {
    covarianceType: type,
    weights: weights.mean(),
    means: { data: prior.mean, shape: [1, d] },
    covariances: {
      data: prior.covariance.data.map((covariance) => covariance / prior.degreesOfFreedom),
      shape: covarianceShape(type, 1, d),
    },
    weightConcentration: weights.concentration,
    meanPrecision: new Float64Array(K).fill(prior.meanPrecision),
    degreesOfFreedom: new Float64Array(K).fill(prior.degreesOfFreedom),
  };
  try {
    const [component] = gaussianComponents(one);
    return posteriorLogNormalizer(one, new Array(K).fill(component));
  } catch (error) {
    if (error instanceof SingularCovarianceError) return Infinity;
    throw error;
  }
}

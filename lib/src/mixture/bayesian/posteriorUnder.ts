import { covarianceShape, hasFullCovariances, type CovarianceType } from "../MixtureParameters.js";
import type { Moments } from "../passes/Moments.js";
import { refuseRounding } from "../refuseRounding.js";
import { sharedCovariances } from "../sharedCovariances.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";
import { singularPosteriorRemedy } from "./singularPosteriorRemedy.js";
import { weightsUnder } from "./weightsUnder.js";

/**
 * The M step: the variational posterior of the parameters under the responsibilities of the moments (Bishop 2006, equations 10.58
 * to 10.63), with `regCovar` added to every variance, as in scikit-learn.
 *
 * The model has a full Wishart prior for the precision of each component, whatever the type; that says among which Wishart
 * distributions the posterior is looked for: all, those that are the same for all components, or those whose scale is diagonal or
 * a multiple of the identity. The nearest of them to the exact posterior has the mean of its inverse scales, or their diagonal, or
 * the mean of that.
 *
 * @throws SingularCovarianceError if a variance is lost in the rounding of the data
 */
export function posteriorUnder(
  moments: Moments,
  prior: BayesianMixturePrior,
  type: CovarianceType,
  regCovar: number,
): BayesianMixtureParameters {
  const { counts, means } = moments;
  const K = counts.length;
  const d = prior.mean.length;
  const meanPrecision = counts.map((count) => prior.meanPrecision + count);
  const posteriorMeans = means.map((mean, i) => {
    const [k, j] = [Math.floor(i / d), i % d];
    return prior.mean[j]! + (counts[k]! / meanPrecision[k]!) * (mean - prior.mean[j]!);
  });
  // How many rows the posterior of each precision rests on.
  const shares = type === "tied" ? counts.map(() => average(counts)) : counts;
  const weights = weightsUnder(counts, prior);
  const parameters = {
    covarianceType: type,
    weights: weights.mean(),
    means: { data: posteriorMeans, shape: [K, d] },
    covariances: {
      data: posteriorCovariances(moments, shares, prior, type, regCovar),
      shape: covarianceShape(type, K, d),
    },
    weightConcentration: weights.concentration,
    meanPrecision,
    degreesOfFreedom: shares.map((share) => prior.degreesOfFreedom + share),
  };
  refuseRounding(parameters, singularPosteriorRemedy);
  return parameters;
}

/** The inverses of the expected precisions. */
function posteriorCovariances(
  moments: Moments,
  shares: Float64Array,
  prior: BayesianMixturePrior,
  type: CovarianceType,
  regCovar: number,
): Float64Array {
  const spread = { ...moments, covariances: spreadAboutPrior(moments, prior, hasFullCovariances(type)) };
  const { data: priorCovariance } = prior.covariance;
  return sharedCovariances(spread, type, regCovar).map((covariance, i) => {
    const share = shares[Math.floor(i / priorCovariance.length)]!;
    const scatter = priorCovariance[i % priorCovariance.length]! + share * covariance;
    return scatter / (prior.degreesOfFreedom + share);
  });
}

/** Each component's covariance, and what its mean's distance from the prior's adds to it. */
function spreadAboutPrior(
  { counts, means, covariances }: Moments,
  prior: BayesianMixturePrior,
  full: boolean,
): Float64Array {
  const d = prior.mean.length;
  const width = full ? d : 1;
  const offsets = means.map((mean, i) => mean - prior.mean[i % d]!);
  return covariances.map((covariance, index) => {
    const i = Math.floor(index / width);
    const k = Math.floor(i / d);
    const j = full ? k * d + (index % d) : i;
    const factor = prior.meanPrecision / (prior.meanPrecision + counts[k]!);
    return covariance + factor * (offsets[i]! * offsets[j]!);
  });
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

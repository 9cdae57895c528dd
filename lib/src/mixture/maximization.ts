import { covarianceShape, type CovarianceType, type MixtureParameters } from "./MixtureParameters.js";
import type { Moments } from "./passes/Moments.js";
import { refuseRounding } from "./refuseRounding.js";
import { sharedCovariances } from "./sharedCovariances.js";

/**
 * The M step: the parameters with the largest expected log-joint under the responsibilities of the moments, with `regCovar`
 * added to every variance.
 *
 * @throws SingularCovarianceError if a component's variance is lost in the rounding of the data
 */
export function maximization(moments: Moments, type: CovarianceType, regCovar: number): MixtureParameters {
  const { counts, means } = moments;
  const K = counts.length;
  const d = means.length / K;
  const total = counts.reduce((sum, count) => sum + count, 0);
  const parameters = {
    covarianceType: type,
    weights: counts.map((count) => count / total),
    means: { data: means, shape: [K, d] },
    covariances: { data: sharedCovariances(moments, type, regCovar), shape: covarianceShape(type, K, d) },
  };
  refuseRounding(parameters);
  return parameters;
}

import { SingularCovarianceError } from "../errors/index.js";
import { singularRemedy } from "./GaussianComponent.js";
import { covarianceShape, type CovarianceType, type MixtureParameters } from "./MixtureParameters.js";
import type { Moments } from "./passes/Moments.js";
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
  const covariances = sharedCovariances(moments, type, regCovar);
  refuseRounding(covariances, type, means, d);
  const total = counts.reduce((sum, count) => sum + count, 0);
  return {
    covarianceType: type,
    weights: counts.map((count) => count / total),
    means: { data: means, shape: [K, d] },
    covariances: { data: covariances, shape: covarianceShape(type, K, d) },
  };
}

/** A standard deviation of a few units in the last place of the mean says that the component sits on one value. */
function refuseRounding(
  covariances: Float64Array,
  type: CovarianceType,
  means: Float64Array,
  d: number,
): void {
  for (let i = 0; i < means.length; i++) {
    const [k, j] = [Math.floor(i / d), i % d];
    const index = { full: (k * d + j) * d + j, tied: j * d + j, diag: i, spherical: k }[type];
    const variance = covariances[index]!;
    if (variance <= (8 * Number.EPSILON * means[i]!) ** 2) {
      throw new SingularCovarianceError(
        `Component ${k} has variance ${variance} in dimension ${j}: no more than rounding error. ${singularRemedy}`,
      );
    }
  }
}

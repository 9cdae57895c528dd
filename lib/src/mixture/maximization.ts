import type { NdArray } from "../array/index.js";
import { SingularCovarianceError } from "../errors/index.js";
import { estimateCovariances } from "./estimateCovariances.js";
import { singularRemedy } from "./GaussianComponent.js";
import type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";

/** A component that owns nothing still gets a count, so that nothing is divided by zero (as in scikit-learn). */
const smallestCount = 10 * Number.EPSILON;

/**
 * The M step: the parameters with the largest expected log-joint under responsibilities of shape `[n, K]`.
 *
 * @throws SingularCovarianceError if a component's variance is lost in the rounding of the data
 */
export function maximization(
  points: NdArray<Float64Array>,
  responsibilities: Float64Array,
  K: number,
  covarianceType: CovarianceType,
  regCovar: number,
): MixtureParameters {
  const { data: x, shape } = points;
  const [n, d] = shape as [number, number];
  const counts = new Float64Array(K);
  const means = new Float64Array(K * d);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < K; k++) {
      const r = responsibilities[i * K + k]!;
      if (r === 0) continue;
      counts[k]! += r;
      for (let j = 0; j < d; j++) means[k * d + j]! += r * x[i * d + j]!;
    }
  }
  for (let k = 0; k < K; k++) {
    counts[k] = Math.max(counts[k]!, smallestCount);
    for (let j = 0; j < d; j++) means[k * d + j]! /= counts[k]!;
  }
  const covariances = estimateCovariances(covarianceType, points, responsibilities, counts, means, regCovar);
  refuseRounding(covariances.data, covarianceType, means, d);
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weights = counts.map((count) => count / total);
  return { covarianceType, weights, means: { data: means, shape: [K, d] }, covariances };
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

import type { CovarianceType } from "./MixtureParameters.js";
import type { Moments } from "./passes/Moments.js";

/**
 * The maximum-likelihood covariances among those of a type, with `regCovar` added to every variance: each component's own, or
 * the mean of what they share.
 */
export function sharedCovariances(moments: Moments, type: CovarianceType, regCovar: number): Float64Array {
  const { counts, covariances, means } = moments;
  const d = means.length / counts.length;
  switch (type) {
    case "full":
      return addToDiagonals(covariances.slice(), d, regCovar);
    case "tied":
      return addToDiagonals(meanOfMatrices(covariances, counts), d, regCovar);
    case "diag":
      return covariances.map((variance) => variance + regCovar);
    case "spherical":
      return meanOfRows(covariances, d).map((variance) => variance + regCovar);
  }
}

function addToDiagonals(matrices: Float64Array, d: number, constant: number): Float64Array {
  for (let i = 0; i < matrices.length; i += d * d) {
    for (let j = 0; j < d; j++) matrices[i + j * d + j]! += constant;
  }
  return matrices;
}

function meanOfMatrices(matrices: Float64Array, counts: Float64Array): Float64Array {
  const mean = new Float64Array(matrices.length / counts.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  matrices.forEach((value, i) => {
    mean[i % mean.length]! += (counts[Math.floor(i / mean.length)]! / total) * value;
  });
  return mean;
}

function meanOfRows(values: Float64Array, width: number): Float64Array {
  const means = new Float64Array(values.length / width);
  values.forEach((value, i) => (means[Math.floor(i / width)]! += value / width));
  return means;
}

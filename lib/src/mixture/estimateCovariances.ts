import type { NdArray } from "../array/index.js";
import { covarianceShape, type CovarianceType } from "./MixtureParameters.js";

/**
 * Maximum-likelihood covariances about given means, with `regCovar` added to each variance.
 *
 * @param responsibilities `[n, K]`
 * @param counts the K column sums of the responsibilities
 */
export function estimateCovariances(
  type: CovarianceType,
  points: NdArray<Float64Array>,
  responsibilities: Float64Array,
  counts: Float64Array,
  means: Float64Array,
  regCovar: number,
): NdArray<Float64Array> {
  const d = points.shape[1]!;
  const K = counts.length;
  const shape = covarianceShape(type, K, d);
  if (type === "full" || type === "tied") {
    const scatter = fullScatter(points, responsibilities, means, K);
    const data = type === "full" ? divideRows(scatter, counts) : poolRows(scatter, counts);
    for (let i = 0; i < data.length; i += d * d) {
      for (let j = 0; j < d; j++) data[i + j * d + j]! += regCovar;
    }
    return { data, shape };
  }
  const variances = divideRows(diagonalScatter(points, responsibilities, means, K), counts);
  const data = type === "diag" ? variances : meanOfRows(variances, d);
  return { data: data.map((variance) => variance + regCovar), shape };
}

/** Σᵢ rᵢₖ (xᵢ − μₖ)(xᵢ − μₖ)ᵀ, shape `[K, d, d]`. */
function fullScatter(
  { data: x, shape }: NdArray<Float64Array>,
  responsibilities: Float64Array,
  means: Float64Array,
  K: number,
): Float64Array {
  const [n, d] = shape as [number, number];
  const scatter = new Float64Array(K * d * d);
  const difference = new Float64Array(d);
  for (let k = 0; k < K; k++) {
    const block = scatter.subarray(k * d * d, (k + 1) * d * d);
    for (let i = 0; i < n; i++) {
      const r = responsibilities[i * K + k]!;
      if (r === 0) continue;
      for (let j = 0, at = 0; j < d; j++, at += d) {
        const centred = x[i * d + j]! - means[k * d + j]!;
        const weighted = r * centred;
        difference[j] = centred;
        for (let l = 0; l <= j; l++) block[at + l]! += weighted * difference[l]!;
      }
    }
    for (let j = 0; j < d; j++) for (let l = 0; l < j; l++) block[l * d + j] = block[j * d + l]!;
  }
  return scatter;
}

/** Σᵢ rᵢₖ (xᵢⱼ − μₖⱼ)², shape `[K, d]`. */
function diagonalScatter(
  { data: x, shape }: NdArray<Float64Array>,
  responsibilities: Float64Array,
  means: Float64Array,
  K: number,
): Float64Array {
  const [n, d] = shape as [number, number];
  const scatter = new Float64Array(K * d);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < K; k++) {
      const r = responsibilities[i * K + k]!;
      if (r === 0) continue;
      for (let j = 0; j < d; j++) scatter[k * d + j]! += r * (x[i * d + j]! - means[k * d + j]!) ** 2;
    }
  }
  return scatter;
}

function divideRows(values: Float64Array, counts: Float64Array): Float64Array {
  const width = values.length / counts.length;
  return values.map((value, i) => value / counts[Math.floor(i / width)]!);
}

function poolRows(values: Float64Array, counts: Float64Array): Float64Array {
  const pooled = new Float64Array(values.length / counts.length);
  values.forEach((value, i) => (pooled[i % pooled.length]! += value));
  const total = counts.reduce((sum, count) => sum + count, 0);
  return pooled.map((value) => value / total);
}

function meanOfRows(values: Float64Array, width: number): Float64Array {
  const means = new Float64Array(values.length / width);
  values.forEach((value, i) => (means[Math.floor(i / width)]! += value / width));
  return means;
}

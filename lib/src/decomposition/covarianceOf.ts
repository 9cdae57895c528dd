import type { NdArray } from "../array/index.js";

/** The mean of the rows, and their covariance about it with divisor n (maximum likelihood), shape `[d, d]`. */
export interface MeanAndCovariance {
  readonly mean: Float64Array;
  readonly covariance: NdArray<Float64Array>;
}

export function covarianceOf({ data, shape }: NdArray<Float64Array>): MeanAndCovariance {
  const [n, d] = shape as [number, number];
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let j = 0; j < d; j++) mean[j]! += data[i * d + j]! / n;
  const covariance = new Float64Array(d * d);
  const centred = new Float64Array(d);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < d; j++) {
      const value = data[i * d + j]! - mean[j]!;
      centred[j] = value;
      if (value === 0) continue;
      for (let l = 0, row = j * d; l <= j; l++) covariance[row + l]! += value * centred[l]!;
    }
  }
  for (let j = 0; j < d; j++) {
    for (let l = 0; l <= j; l++) covariance[l * d + j] = covariance[j * d + l]! /= n;
  }
  return { mean, covariance: { data: covariance, shape: [d, d] } };
}

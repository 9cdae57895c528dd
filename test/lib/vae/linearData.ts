import type { NdArray } from "kl-to-vae/array";
import { multiply, symmetricEigen, transpose } from "kl-to-vae/linear-algebra";
import { Rng } from "kl-to-vae/random";
import { orthogonal } from "../decomposition/generators.js";

/** A normal distribution with these variances along random orthogonal axes, and how many rows to draw from it. */
export interface GaussianSample {
  readonly n: number;
  readonly variances: readonly number[];
  readonly seed: number;
  /** The mean of every column, 0 by default. */
  readonly offset?: number;
}

/** Rows drawn from it, `[n, d]`. */
export function gaussianSample({ n, variances, seed, offset = 0 }: GaussianSample): NdArray<Float64Array> {
  const axes = orthogonal(variances.length, seed);
  const rng = new Rng(seed).split();
  const rows = Array.from({ length: n }, () => {
    const along = variances.map((variance) => Math.sqrt(variance) * rng.normal());
    return axes.map((_, j) => along.reduce((sum, value, a) => sum + value * axes[a]![j]!, offset));
  });
  return { data: Float64Array.from(rows.flat()), shape: [n, variances.length] };
}

/** Every row so many times. */
export function repeated({ data, shape }: NdArray, times: number): NdArray<Float64Array> {
  const [n, d] = shape as [number, number];
  const copies = Float64Array.from({ length: data.length * times }, (_, at) => data[at % data.length]!);
  return { data: copies, shape: [n * times, d] };
}

/** λ₁ ≥ λ₂ ≥ …, the eigenvalues of the sample covariance with divisor n. */
export function sampleEigenvalues(X: NdArray): Float64Array {
  const [n, d] = X.shape as [number, number];
  const mean = columnMeans(X);
  const centred = { data: Float64Array.from(X.data, (value, at) => value - mean[at % d]!), shape: [n, d] };
  const scatter = multiply(transpose(centred), centred);
  return symmetricEigen({ ...scatter, data: scatter.data.map((value) => value / n) }).values;
}

/** The mean of every column of `[n, d]`. */
export function columnMeans({ data, shape }: NdArray): Float64Array {
  const [n, d] = shape as [number, number];
  const means = new Float64Array(d);
  data.forEach((value, at) => (means[at % d]! += value / n));
  return means;
}

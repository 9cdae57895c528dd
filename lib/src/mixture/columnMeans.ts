import type { NdArray } from "../array/index.js";

/** The mean of each column of an array of shape `[n, d]`. */
export function columnMeans({ data, shape }: NdArray<Float64Array>): Float64Array {
  const [n, d] = shape as [number, number];
  const means = new Float64Array(d);
  for (let i = 0, at = 0; i < n; i++) for (let j = 0; j < d; j++) means[j]! += data[at++]! / n;
  return means;
}

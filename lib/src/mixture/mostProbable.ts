import type { NdArray } from "../array/index.js";

/** The column of the largest entry of each row; the first of equals. */
export function mostProbable({ data, shape }: NdArray<Float64Array>): Int32Array {
  const [n, K] = shape as [number, number];
  const labels = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    let best = 0;
    for (let k = 1; k < K; k++) if (data[i * K + k]! > data[i * K + best]!) best = k;
    labels[i] = best;
  }
  return labels;
}

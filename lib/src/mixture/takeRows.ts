import type { NdArray } from "../array/index.js";

/** Copies the given rows of an array of shape `[n, d]`. */
export function takeRows({ data, shape }: NdArray<Float64Array>, rows: readonly number[]): Float64Array {
  const d = shape[1]!;
  const taken = new Float64Array(rows.length * d);
  rows.forEach((row, i) => taken.set(data.subarray(row * d, (row + 1) * d), i * d));
  return taken;
}

import { ndarray, type NdArray } from "../array/index.js";

/** A copy of the rows of an array at these positions along its first axis, in this order. */
export function takeRows(array: NdArray, positions: readonly number[]): NdArray {
  const [n = 0, ...rest] = array.shape;
  const size = n === 0 ? 0 : array.data.length / n;
  const data = array.data.slice(0, positions.length * size);
  positions.forEach((position, row) => {
    data.set(array.data.subarray(position * size, (position + 1) * size), row * size);
  });
  return ndarray(data, [positions.length, ...rest]);
}

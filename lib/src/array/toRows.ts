import { ShapeError } from "../errors/index.js";
import type { NdArray } from "./ndarray.js";

/**
 * The rows of an array of shape `[n, d]` as plain nested arrays.
 *
 * @throws ShapeError if the array does not have two dimensions
 */
export function toRows(array: NdArray): number[][] {
  const [n, d] = array.shape;
  if (array.shape.length !== 2 || n === undefined || d === undefined) {
    throw new ShapeError(
      `Expected an array of shape [n, d], but this one has shape [${array.shape.join(", ")}].`,
    );
  }
  return Array.from({ length: n }, (_, i) => Array.from(array.data.subarray(i * d, (i + 1) * d)));
}

import { NonFiniteError, ShapeError } from "../errors/index.js";
import { fromRows } from "./fromRows.js";
import { isNdArray } from "./isNdArray.js";
import type { NdArray } from "./ndarray.js";
import { sizeOf } from "./sizeOf.js";

/** What functions of a data matrix accept: rows of numbers, or an array of shape `[n, d]`. */
export type MatrixLike = readonly (readonly number[])[] | NdArray;

/**
 * Reads a data matrix of shape `[n, d]` as float64, checked: not empty, not ragged, every value finite.
 * A Float64 array is passed through without a copy.
 *
 * @param name what the message calls the argument
 * @throws ShapeError if it is empty, ragged or not two-dimensional
 * @throws InvalidArgumentError if it is no matrix at all
 * @throws NonFiniteError if a value is NaN or infinite; the message names its row and column
 */
export function asMatrix(values: MatrixLike, name = "X"): NdArray<Float64Array> {
  const matrix = isNdArray(values) ? fromNdArray(values, name) : fromRows(values, name);
  const width = matrix.shape[1] as number;
  let bad = 0;
  while (bad < matrix.data.length && Number.isFinite(matrix.data[bad])) bad++;
  if (bad < matrix.data.length) {
    const row = Math.floor(bad / width);
    throw new NonFiniteError(
      `${name} must be finite, but row ${row}, column ${bad % width} is ${matrix.data[bad]}. Remove or impute such rows.`,
    );
  }
  return matrix;
}

function fromNdArray(array: NdArray, name: string): NdArray<Float64Array> {
  const { data, shape } = array;
  if (shape.length !== 2 || data.length === 0) {
    throw new ShapeError(
      `${name} must be a non-empty array of shape [n, d], but its shape is [${shape.join(", ")}].`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `${name} has shape [${shape.join(", ")}], which needs ${sizeOf(shape)} elements, but holds ${data.length}.`,
    );
  }
  return { data: data instanceof Float64Array ? data : Float64Array.from(data), shape };
}

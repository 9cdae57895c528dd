import { Matrix } from "ml-matrix";
import type { NdArray } from "../array/index.js";

/** An array of shape `[n, d]` as a matrix of the library ml-matrix (a copy). */
export function toMlMatrix({ data, shape }: NdArray): Matrix {
  return Matrix.from1DArray(shape[0] as number, shape[1] as number, Array.from(data));
}

/** A matrix of the library ml-matrix as an array of shape `[n, d]` (a copy). */
export function fromMlMatrix(matrix: Matrix): NdArray<Float64Array> {
  return { data: Float64Array.from(matrix.to1DArray()), shape: [matrix.rows, matrix.columns] };
}

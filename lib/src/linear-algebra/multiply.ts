import type { NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import { fromMlMatrix, toMlMatrix } from "./mlMatrix.js";

/**
 * The product A B, of shape `[n, d]`, of matrices of shapes `[n, k]` and `[k, d]`.
 *
 * @throws ShapeError if the inner lengths differ
 */
export function multiply(a: NdArray, b: NdArray): NdArray<Float64Array> {
  if (a.shape[1] !== b.shape[0]) {
    throw new ShapeError(
      `A matrix of shape [${a.shape.join(", ")}] cannot be multiplied by one of shape [${b.shape.join(", ")}].`,
    );
  }
  return fromMlMatrix(toMlMatrix(a).mmul(toMlMatrix(b)));
}

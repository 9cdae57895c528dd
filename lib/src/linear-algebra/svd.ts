import { SingularValueDecomposition } from "ml-matrix";
import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { fromMlMatrix, toMlMatrix } from "./mlMatrix.js";

/** A = U diag(s) Vᵀ with r = min(n, d): U `[n, r]`, s descending, V `[d, r]`, both with orthonormal columns. */
export interface Svd {
  readonly u: NdArray<Float64Array>;
  readonly singularValues: Float64Array;
  readonly v: NdArray<Float64Array>;
}

/**
 * The thin singular value decomposition of a matrix of shape `[n, d]`.
 *
 * @throws ShapeError if the matrix is empty or ragged, NonFiniteError if it is not finite
 */
export function svd(matrix: MatrixLike): Svd {
  const factorisation = new SingularValueDecomposition(toMlMatrix(asMatrix(matrix, "matrix")), {
    autoTranspose: true,
  });
  return {
    u: fromMlMatrix(factorisation.leftSingularVectors),
    singularValues: Float64Array.from(factorisation.diagonal),
    v: fromMlMatrix(factorisation.rightSingularVectors),
  };
}

import { EigenvalueDecomposition } from "ml-matrix";
import type { MatrixLike, NdArray } from "../array/index.js";
import { checkSymmetric } from "./checkSymmetric.js";
import { toMlMatrix } from "./mlMatrix.js";

/** Eigenvalues in descending order; column j of `vectors` (shape `[d, d]`) is the unit eigenvector of value j. */
export interface SymmetricEigen {
  readonly values: Float64Array;
  readonly vectors: NdArray<Float64Array>;
}

/**
 * The eigenvalues and orthonormal eigenvectors of a symmetric matrix.
 *
 * @throws ShapeError if it is not square, InvalidArgumentError if it is not symmetric, NonFiniteError if it is not finite
 */
export function symmetricEigen(matrix: MatrixLike): SymmetricEigen {
  const symmetric = checkSymmetric(matrix, "matrix");
  const d = symmetric.shape[0] as number;
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(toMlMatrix(symmetric), {
    assumeSymmetric: true,
  });
  const order = realEigenvalues.map((_, j) => j);
  order.sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number));
  const data = new Float64Array(d * d);
  order.forEach((from, to) => {
    for (let i = 0; i < d; i++) data[i * d + to] = eigenvectorMatrix.get(i, from);
  });
  return {
    values: Float64Array.from(order, (j) => realEigenvalues[j] as number),
    vectors: { data, shape: [d, d] },
  };
}

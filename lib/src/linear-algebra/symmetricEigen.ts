import { EigenvalueDecomposition } from "ml-matrix";
import type { MatrixLike, NdArray } from "../array/index.js";
import { checkSymmetric } from "./checkSymmetric.js";
import { toMlMatrix } from "./mlMatrix.js";

const NOTHING = 1e-150;

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
  // The library loses its way among denormal numbers: so in units of the largest entry, without what is nothing beside it.
  const largest = symmetric.data.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  const unit = 2 ** Math.floor(Math.log2(largest));
  const data = symmetric.data.map((value) => (Math.abs(value / unit) < NOTHING ? 0 : value / unit));
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(
    toMlMatrix({ data, shape: [d, d] }),
    { assumeSymmetric: true },
  );
  const order = realEigenvalues.map((_, j) => j);
  order.sort((a, b) => (realEigenvalues[b] as number) - (realEigenvalues[a] as number));
  const columns = new Float64Array(d * d);
  order.forEach((from, to) => {
    for (let i = 0; i < d; i++) columns[i * d + to] = eigenvectorMatrix.get(i, from);
  });
  return {
    values: Float64Array.from(order, (j) => unit * (realEigenvalues[j] as number)),
    vectors: { data: columns, shape: [d, d] },
  };
}

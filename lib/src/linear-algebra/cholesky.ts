import { CholeskyDecomposition } from "ml-matrix";
import type { MatrixLike, NdArray } from "../array/index.js";
import { SingularCovarianceError } from "../errors/index.js";
import { checkSymmetric } from "./checkSymmetric.js";
import { fromMlMatrix, toMlMatrix } from "./mlMatrix.js";

/**
 * The lower triangular L of shape `[d, d]` with L Lᵀ equal to a symmetric positive definite matrix.
 *
 * @param name what messages call the matrix
 * @throws SingularCovarianceError if the matrix is not positive definite
 * @throws ShapeError if it is not square, InvalidArgumentError if it is not symmetric, NonFiniteError if it is not finite
 */
export function cholesky(matrix: MatrixLike, name = "covariance"): NdArray<Float64Array> {
  const symmetric = checkSymmetric(matrix, name);
  const factorisation = new CholeskyDecomposition(toMlMatrix(symmetric));
  const { lowerTriangularMatrix: factor } = factorisation;
  if (!factorisation.isPositiveDefinite() || factor.diagonal().some((pivot, i) => isRounding(pivot, i))) {
    throw new SingularCovarianceError(
      `${name} is not positive definite: some direction has no variance, or a negative one ` +
        "(a constant, repeated or linearly dependent variable, or fewer points than dimensions). " +
        "Add a small constant to its diagonal, drop the dependent variables, or use a diagonal covariance.",
    );
  }
  return fromMlMatrix(factor);

  // What is left of a variance after regression on the variables before it, when that is no more than rounding error.
  function isRounding(pivot: number, i: number): boolean {
    const d = symmetric.shape[0] as number;
    return pivot * pivot <= d * Number.EPSILON * (symmetric.data[i * d + i] as number);
  }
}

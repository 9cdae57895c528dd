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
  if (!factorisation.isPositiveDefinite()) {
    throw new SingularCovarianceError(
      `${name} is not positive definite: some direction has no variance, or a negative one ` +
        "(a constant, repeated or linearly dependent variable, or fewer points than dimensions). " +
        "Add a small constant to its diagonal, drop the dependent variables, or use a diagonal covariance.",
    );
  }
  return fromMlMatrix(factorisation.lowerTriangularMatrix);
}

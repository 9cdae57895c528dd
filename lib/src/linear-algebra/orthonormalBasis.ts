import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { svd } from "./svd.js";

/**
 * An orthonormal basis (columns, shape `[n, k]`) of the space that the k columns of a matrix span.
 *
 * @throws InvalidArgumentError if the columns are linearly dependent
 */
export function orthonormalBasis(matrix: MatrixLike, name = "matrix"): NdArray<Float64Array> {
  const columns = asMatrix(matrix, name);
  const [n, k] = columns.shape as [number, number];
  const { u, singularValues } = svd(columns);
  const largest = singularValues[0] as number;
  const rank = singularValues.filter((value) => value > Math.max(n, k) * Number.EPSILON * largest).length;
  if (rank < k) {
    throw new InvalidArgumentError(
      `The ${k} columns of ${name} must be linearly independent, but their rank is ${rank}.`,
    );
  }
  return u;
}

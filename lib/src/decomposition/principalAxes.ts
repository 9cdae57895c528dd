import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { symmetricEigen } from "../linear-algebra/index.js";
import { covarianceOf } from "./covarianceOf.js";

/** The eigenvectors of the covariance (divisor n) as rows, with all d eigenvalues in descending order. */
export interface PrincipalAxes {
  readonly n: number;
  readonly mean: Float64Array;
  readonly eigenvalues: Float64Array;
  /** The first `nComponents` axes, shape `[nComponents, d]`; the entry of largest size of each is positive. */
  readonly components: NdArray<Float64Array>;
}

/** @throws InvalidArgumentError unless 1 ≤ nComponents ≤ min(n, d) and n ≥ 2 */
export function principalAxes(X: MatrixLike, nComponents?: number): PrincipalAxes {
  const points = asMatrix(X);
  const [n, d] = points.shape as [number, number];
  const q = nComponents ?? Math.min(n, d);
  if (n < 2 || !Number.isInteger(q) || q < 1 || q > Math.min(n, d)) {
    throw new InvalidArgumentError(
      `nComponents must be an integer from 1 to ${Math.min(n, d)}, the smaller side of X, and X needs at least 2 rows; ` +
        `but nComponents is ${q} and X has shape [${n}, ${d}].`,
    );
  }
  const { mean, covariance } = covarianceOf(points);
  const { values, vectors } = symmetricEigen(covariance);
  const components = new Float64Array(q * d);
  for (let a = 0; a < q; a++) {
    const axis = Float64Array.from({ length: d }, (_, j) => vectors.data[j * d + a]!);
    const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
    const sign = largest < 0 ? -1 : 1;
    axis.forEach((value, j) => (components[a * d + j] = sign * value));
  }
  // A covariance has no negative eigenvalues: what is below zero is rounding.
  const eigenvalues = values.map((value) => Math.max(value, 0));
  return { n, mean, eigenvalues, components: { data: components, shape: [q, d] } };
}

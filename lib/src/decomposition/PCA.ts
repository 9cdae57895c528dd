import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { NotFittedError, ShapeError } from "../errors/index.js";
import { principalAxes, type PrincipalAxes } from "./principalAxes.js";

export interface PCAOptions {
  /** How many components to keep, at most min(n, d). Default: all. */
  readonly nComponents?: number;
}

/** Principal component analysis of centred data; variances have divisor n − 1, as in scikit-learn. */
export class PCA {
  readonly #nComponents: number | undefined;
  #axes: PrincipalAxes | undefined;

  constructor({ nComponents }: PCAOptions = {}) {
    this.#nComponents = nComponents;
  }

  /**
   * Finds the components of data of shape `[n, d]`.
   *
   * @throws InvalidArgumentError if nComponents is not from 1 to min(n, d); ShapeError or NonFiniteError for bad data
   */
  fit(X: MatrixLike): this {
    this.#axes = principalAxes(X, this.#nComponents);
    return this;
  }

  /** The coordinates of each row along the components, shape `[n, nComponents]`. */
  transform(X: MatrixLike): NdArray<Float64Array> {
    const { mean, components } = this.#fitted();
    const [q, d] = components.shape as [number, number];
    const { data, shape } = checkWidth(X, d, "columns of the data of the fit");
    const n = shape[0]!;
    const scores = new Float64Array(n * q);
    for (let i = 0; i < n; i++) {
      for (let a = 0; a < q; a++) {
        let sum = 0;
        for (let j = 0; j < d; j++) sum += (data[i * d + j]! - mean[j]!) * components.data[a * d + j]!;
        scores[i * q + a] = sum;
      }
    }
    return { data: scores, shape: [n, q] };
  }

  /** The points that have these coordinates, shape `[n, d]`: the reconstruction of what was transformed. */
  inverseTransform(Z: MatrixLike): NdArray<Float64Array> {
    const { mean, components } = this.#fitted();
    const [q, d] = components.shape as [number, number];
    const { data, shape } = checkWidth(Z, q, "components");
    const n = shape[0]!;
    const points = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      points.set(mean, i * d);
      for (let a = 0; a < q; a++) {
        const score = data[i * q + a]!;
        for (let j = 0; j < d; j++) points[i * d + j]! += score * components.data[a * d + j]!;
      }
    }
    return { data: points, shape: [n, d] };
  }

  /** Orthonormal rows, shape `[nComponents, d]`, by descending variance; the entry of largest size of each is positive. */
  get components(): NdArray<Float64Array> {
    return this.#fitted().components;
  }

  get mean(): Float64Array {
    return this.#fitted().mean;
  }

  /** The variance of the data along each component, with divisor n − 1. */
  get explainedVariance(): Float64Array {
    const { components } = this.#fitted();
    return this.#variances().slice(0, components.shape[0]);
  }

  /** The same as shares of the total variance; 0 where the data do not vary at all. */
  get explainedVarianceRatio(): Float64Array {
    const total = this.#variances().reduce((sum, variance) => sum + variance, 0);
    return this.explainedVariance.map((variance) => (total > 0 ? variance / total : 0));
  }

  /** The mean variance (divisor n − 1) along the directions left out, up to min(n, d); 0 if none is. */
  get noiseVariance(): number {
    const { n, components } = this.#fitted();
    const rest = this.#variances().slice(components.shape[0], Math.min(n, components.shape[1]!));
    return rest.reduce((sum, variance) => sum + variance / rest.length, 0);
  }

  #variances(): Float64Array {
    const { n, eigenvalues } = this.#fitted();
    return eigenvalues.map((value) => (value * n) / (n - 1));
  }

  #fitted(): PrincipalAxes {
    if (!this.#axes) throw new NotFittedError("This PCA is not fitted yet. Call fit(X) first.");
    return this.#axes;
  }
}

function checkWidth(values: MatrixLike, width: number, what: string): NdArray<Float64Array> {
  const matrix = asMatrix(values);
  if (matrix.shape[1] !== width) {
    throw new ShapeError(`Expected ${width} columns, as many as ${what}, but got ${matrix.shape[1]}.`);
  }
  return matrix;
}

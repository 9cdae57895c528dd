import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import { cholesky, logDeterminantFromCholesky, solveLowerTriangular } from "../linear-algebra/index.js";
import type { Rng } from "../random/index.js";
import { finite, list } from "./checks.js";
import { Multivariate } from "./Multivariate.js";

const LOG_TWO_PI = 1.8378770664093456;

/** The normal distribution of d coordinates with this mean and covariance matrix. */
export class MultivariateNormal extends Multivariate {
  readonly mean: readonly number[];
  readonly covariance: NdArray<Float64Array>;
  /** The lower triangular L with covariance L Lᵀ, of shape `[d, d]`. */
  readonly choleskyFactor: NdArray<Float64Array>;

  /**
   * @param mean d numbers
   * @param covariance of shape `[d, d]`, symmetric and positive definite
   * @throws ShapeError if the shapes do not agree, InvalidArgumentError if the mean is not finite
   * @throws SingularCovarianceError if the covariance is not positive definite
   */
  constructor(mean: readonly number[], covariance: MatrixLike) {
    super();
    this.mean = list(mean, "mean").map((value, i) => finite(value, `mean[${i}]`));
    const { data, shape } = asMatrix(covariance, "covariance");
    const d = this.mean.length;
    if (shape[0] !== d || shape[1] !== d) {
      throw new ShapeError(
        `covariance must have shape [${d}, ${d}] like the mean, but has [${shape.join(", ")}].`,
      );
    }
    this.covariance = { data: Float64Array.from(data), shape: [d, d] };
    this.choleskyFactor = cholesky(this.covariance);
  }

  get variance(): readonly number[] {
    return this.mean.map((_, i) => this.covariance.data[i * (this.dimension + 1)] as number);
  }

  protected logDensity(x: readonly number[]): number {
    const centred = Float64Array.from(this.mean, (mean, i) => (x[i] as number) - mean);
    const whitened = solveLowerTriangular(this.choleskyFactor, centred);
    const squared = whitened.reduce((sum, z) => sum + z * z, 0);
    return -0.5 * (squared + this.#logDeterminant() + this.dimension * LOG_TWO_PI);
  }

  #logDeterminant(): number {
    return logDeterminantFromCholesky(this.choleskyFactor);
  }

  sample(rng: Rng): number[] {
    const noise = this.mean.map(() => rng.normal());
    const { data } = this.choleskyFactor;
    return this.mean.map((mean, i) => {
      const row = data.subarray(i * this.dimension, i * this.dimension + i + 1);
      return row.reduce((sum, weight, j) => sum + weight * (noise[j] as number), mean);
    });
  }

  entropy(): number {
    return 0.5 * (this.dimension * (1 + LOG_TWO_PI) + this.#logDeterminant());
  }
}

import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import {
  InvalidArgumentError,
  NotFittedError,
  ShapeError,
  SingularCovarianceError,
} from "../errors/index.js";
import { principalAxes } from "./principalAxes.js";

export interface ProbabilisticPCAOptions {
  /** q, the number of latent dimensions, below d. */
  readonly nComponents: number;
}

interface Fitted {
  readonly mean: Float64Array;
  /** U, shape `[q, d]`. */
  readonly components: NdArray<Float64Array>;
  /** λ, the first q eigenvalues of the covariance (divisor n), not below σ². */
  readonly eigenvalues: Float64Array;
  readonly noiseVariance: number;
}

/**
 * Probabilistic PCA: z ~ N(0, I), x | z ~ N(W z + mean, σ² I), by maximum likelihood in closed form
 * (Tipping & Bishop 1999): W = Uᵀ (Λ − σ² I)^½, σ² the mean of the eigenvalues left out. Likelihoods are exact, in nats.
 */
export class ProbabilisticPCA {
  readonly #nComponents: number;
  #fit: Fitted | undefined;

  constructor({ nComponents }: ProbabilisticPCAOptions) {
    this.#nComponents = nComponents;
  }

  /**
   * @throws InvalidArgumentError unless 1 ≤ nComponents < d and nComponents ≤ n
   * @throws SingularCovarianceError if nothing varies outside the components, so that σ² would be 0
   */
  fit(X: MatrixLike): this {
    const { mean, components, eigenvalues } = principalAxes(X, this.#nComponents);
    const [q, d] = components.shape as [number, number];
    if (q === d) {
      throw new InvalidArgumentError(
        `nComponents must be below the ${d} columns of X, or no noise is left, but it is ${q}.`,
      );
    }
    const noiseVariance = eigenvalues.slice(q).reduce((sum, value) => sum + value, 0) / (d - q);
    if (noiseVariance <= d * Number.EPSILON * eigenvalues[0]!) {
      throw new SingularCovarianceError(
        `The data vary in no more than ${q} directions, so that the noise variance is 0 and the likelihood unbounded. Use fewer components.`,
      );
    }
    const kept = eigenvalues.slice(0, q).map((value) => Math.max(value, noiseVariance));
    this.#fit = { mean, components, eigenvalues: kept, noiseVariance };
    return this;
  }

  /** W, shape `[d, q]`: orthogonal columns of squared length λ − σ². */
  get loadings(): NdArray<Float64Array> {
    const { components, eigenvalues, noiseVariance } = this.#fitted();
    const [q, d] = components.shape as [number, number];
    const data = new Float64Array(d * q);
    for (let a = 0; a < q; a++) {
      const length = Math.sqrt(eigenvalues[a]! - noiseVariance);
      for (let j = 0; j < d; j++) data[j * q + a] = length * components.data[a * d + j]!;
    }
    return { data, shape: [d, q] };
  }

  get mean(): Float64Array {
    return this.#fitted().mean;
  }

  /** Orthonormal rows, shape `[q, d]`: the directions of the loadings. */
  get components(): NdArray<Float64Array> {
    return this.#fitted().components;
  }

  /** σ², in the data's units squared. */
  get noiseVariance(): number {
    return this.#fitted().noiseVariance;
  }

  /** ln p(xᵢ) of each row under N(mean, W Wᵀ + σ² I), nats. */
  logLikelihood(X: MatrixLike): Float64Array {
    const { components, eigenvalues, noiseVariance } = this.#fitted();
    const [q, d] = components.shape as [number, number];
    const logDeterminant =
      eigenvalues.reduce((sum, value) => sum + Math.log(value), 0) + (d - q) * Math.log(noiseVariance);
    const constant = -0.5 * (d * Math.log(2 * Math.PI) + logDeterminant);
    const { scores, distances } = this.#project(X);
    return distances.map((distance, i) => {
      let inside = 0;
      for (let a = 0; a < q; a++) inside += scores[i * q + a]! ** 2 / eigenvalues[a]!;
      return constant - 0.5 * (inside + distance / noiseVariance);
    });
  }

  /** E[z | xᵢ] of each row, shape `[n, q]`: M⁻¹ Wᵀ (x − mean) with M = Wᵀ W + σ² I. */
  posteriorMean(X: MatrixLike): NdArray<Float64Array> {
    const { components, eigenvalues, noiseVariance } = this.#fitted();
    const q = components.shape[0]!;
    const factors = eigenvalues.map((value) => Math.sqrt(value - noiseVariance) / value);
    const { scores, distances } = this.#project(X);
    return { data: scores.map((score, i) => score * factors[i % q]!), shape: [distances.length, q] };
  }

  /** Cov[z | x], the same for every x, shape `[q, q]`: σ² M⁻¹, here diagonal with entries σ² / λ. */
  get posteriorCovariance(): NdArray<Float64Array> {
    const { eigenvalues, noiseVariance } = this.#fitted();
    const q = eigenvalues.length;
    const data = new Float64Array(q * q);
    eigenvalues.forEach((value, a) => (data[a * q + a] = noiseVariance / value));
    return { data, shape: [q, q] };
  }

  /** Each row's coordinates along the components, `[n, q]`, and its squared distance from their space. */
  #project(X: MatrixLike): { readonly scores: Float64Array; readonly distances: Float64Array } {
    const { mean, components } = this.#fitted();
    const [q, d] = components.shape as [number, number];
    const { data, shape } = asMatrix(X);
    const [n, columns] = shape as [number, number];
    if (columns !== d) {
      throw new ShapeError(`X must have ${d} columns, as the data of the fit had, but it has ${columns}.`);
    }
    const scores = new Float64Array(n * q);
    const distances = new Float64Array(n);
    const residual = new Float64Array(d);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < d; j++) residual[j] = data[i * d + j]! - mean[j]!;
      for (let a = 0; a < q; a++) {
        let score = 0;
        for (let j = 0; j < d; j++) score += residual[j]! * components.data[a * d + j]!;
        for (let j = 0; j < d; j++) residual[j]! -= score * components.data[a * d + j]!;
        scores[i * q + a] = score;
      }
      distances[i] = residual.reduce((sum, value) => sum + value * value, 0);
    }
    return { scores, distances };
  }

  #fitted(): Fitted {
    if (!this.#fit) throw new NotFittedError("This ProbabilisticPCA is not fitted yet. Call fit(X) first.");
    return this.#fit;
  }
}

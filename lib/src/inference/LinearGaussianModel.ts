import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { DiagonalNormal, MultivariateNormal } from "../distributions/index.js";
import { klDivergence } from "../divergences/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { invertLowerTriangular, multiply, transpose } from "../linear-algebra/index.js";
import { requireOptions, finiteVector } from "./checks.js";
import type { EvidenceLedger } from "./evidenceLowerBound.js";

export interface LinearGaussianOptions {
  /** W, shape `[n, d]`. */
  readonly weights: MatrixLike;
  /** b, n numbers. Default: all 0. */
  readonly offset?: readonly number[];
  /** Σ, shape `[n, n]`. */
  readonly noiseCovariance: MatrixLike;
  /** p(z), of d coordinates. Default: N(0, I). */
  readonly prior?: MultivariateNormal | DiagonalNormal;
}

/**
 * The linear-Gaussian model z ~ N(m, S), x | z ~ N(W z + b, Σ), for which evidence, posterior and evidence
 * lower bound have closed forms (Bishop 2006, 2.3.3): Bayesian linear regression, factor analysis, and what
 * to test an inference on.
 */
export class LinearGaussianModel {
  readonly prior: MultivariateNormal;
  readonly #weights: NdArray<Float64Array>;
  readonly #offset: readonly number[];
  readonly #noise: MultivariateNormal;
  /** p(x) = N(W m + b, W S Wᵀ + Σ). */
  readonly #marginal: MultivariateNormal;

  /**
   * @throws ShapeError if the shapes do not fit; NonFiniteError or InvalidArgumentError if a number is not
   * finite
   * @throws SingularCovarianceError if the noise covariance is not positive definite
   */
  constructor(options: LinearGaussianOptions) {
    const { weights, offset, noiseCovariance, prior } = requireOptions(options, "weights, noiseCovariance");
    this.#weights = asMatrix(weights, "weights");
    const [n, d] = this.#weights.shape as [number, number];
    this.#offset = finiteVector(offset ?? new Array<number>(n).fill(0), n, "offset");
    this.prior = asMultivariate(prior ?? new DiagonalNormal(new Array(d).fill(0), new Array(d).fill(1)));
    if (this.prior.dimension !== d) {
      throw new ShapeError(
        `prior must have ${d} coordinates, as many as weights has columns, but has ${this.prior.dimension}.`,
      );
    }
    this.#noise = new MultivariateNormal(
      new Array<number>(n).fill(0),
      asMatrix(noiseCovariance, "noiseCovariance"),
    );
    const projected = multiply(this.#weights, this.prior.choleskyFactor);
    const { data: spread } = multiply(projected, transpose(projected));
    const covariance = spread.map((value, i) => value + this.#noise.covariance.data[i]!);
    this.#marginal = new MultivariateNormal(this.#predict(this.prior.mean), {
      data: covariance,
      shape: [n, n],
    });
  }

  /** ln p(x, z), nats. @throws ShapeError if x or z has another length than the model's */
  logJoint(x: readonly number[], z: readonly number[]): number {
    return this.prior.logProb(z) + this.#noise.logProb(this.#residual(x, z));
  }

  /** ln p(x), nats. @throws ShapeError if x does not have n elements */
  logEvidence(x: readonly number[]): number {
    return this.#marginal.logProb(x);
  }

  /**
   * p(z | x), by whitening with the factors of S = A Aᵀ and Σ = B Bᵀ: with V = B⁻¹ W A it is
   * N(m + A (I + Vᵀ V)⁻¹ Vᵀ B⁻¹ (x − W m − b), A (I + Vᵀ V)⁻¹ Aᵀ).
   *
   * @throws ShapeError if x does not have n elements
   */
  posterior(x: readonly number[]): MultivariateNormal {
    const d = this.prior.dimension;
    const A = this.prior.choleskyFactor;
    const whiten = invertLowerTriangular(this.#noise.choleskyFactor);
    const V = multiply(whiten, multiply(this.#weights, A));
    const { data: gram } = multiply(transpose(V), V);
    const information = new MultivariateNormal(new Array<number>(d).fill(0), {
      data: gram.map((value, k) => value + (k % (d + 1) === 0 ? 1 : 0)),
      shape: [d, d],
    });
    // (I + Vᵀ V)⁻¹ = C⁻ᵀ C⁻¹ with C its Cholesky factor, so that the posterior covariance is (A C⁻ᵀ)(A C⁻ᵀ)ᵀ.
    const root = multiply(A, transpose(invertLowerTriangular(information.choleskyFactor)));
    const residual = columnVector(this.#residual(x, this.prior.mean));
    const pulled = multiply(
      transpose(root),
      multiply(multiply(transpose(this.#weights), transpose(whiten)), multiply(whiten, residual)),
    );
    const shift = multiply(root, pulled).data;
    return new MultivariateNormal(
      this.prior.mean.map((m, i) => m + shift[i]!),
      multiply(root, transpose(root)),
    );
  }

  /**
   * The ledger ln p(x) = ELBO + gap of one x under a normal q, all three in closed form and each by itself:
   * the ELBO is E_q[ln p(x | z)] − KL(q ‖ prior), the gap KL(q ‖ posterior).
   *
   * @throws ShapeError if x or q does not fit the model
   */
  evidenceLowerBound(x: readonly number[], q: MultivariateNormal | DiagonalNormal): EvidenceLedger {
    const normal = asMultivariate(q);
    const fit = this.#noise.logProb(this.#residual(x, normal.mean));
    // E_q[ln p(x | z)] lies below ln p(x | mean of q) by half the trace of Σ⁻¹ W Cov W ᵀ, a sum of squares.
    const spread = multiply(
      invertLowerTriangular(this.#noise.choleskyFactor),
      multiply(this.#weights, normal.choleskyFactor),
    );
    const reconstruction = fit - 0.5 * spread.data.reduce((sum, value) => sum + value * value, 0);
    return {
      logLikelihood: this.logEvidence(x),
      elbo: reconstruction - klDivergence(normal, this.prior),
      gap: klDivergence(normal, this.posterior(x)),
    };
  }

  /** W z + b. */
  #predict(z: readonly number[]): number[] {
    const checked = finiteVector(z, this.#weights.shape[1]!, "z");
    const { data } = multiply(this.#weights, columnVector(checked));
    return this.#offset.map((b, i) => b + data[i]!);
  }

  #residual(x: readonly number[], z: readonly number[]): number[] {
    const predicted = this.#predict(z);
    return finiteVector(x, predicted.length, "x").map((value, i) => value - predicted[i]!);
  }
}

function columnVector(values: readonly number[]): NdArray<Float64Array> {
  return { data: Float64Array.from(values), shape: [values.length, 1] };
}

function asMultivariate(normal: MultivariateNormal | DiagonalNormal): MultivariateNormal {
  if (normal instanceof MultivariateNormal) return normal;
  if (!(normal instanceof DiagonalNormal)) {
    throw new InvalidArgumentError(
      "prior and q must be a MultivariateNormal or a DiagonalNormal, for nothing else has a closed form here.",
    );
  }
  const d = normal.dimension;
  const covariance = new Float64Array(d * d);
  normal.variance.forEach((value, i) => (covariance[i * (d + 1)] = value));
  return new MultivariateNormal(normal.mean, { data: covariance, shape: [d, d] });
}

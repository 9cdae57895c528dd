import type { MatrixLike, NdArray } from "../array/index.js";
import { checkGenerator } from "../distributions/index.js";
import { InvalidArgumentError, NotFittedError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkColumns, checkInteger, checkTrainingData } from "./checks.js";
import { coordinatesOf } from "./coordinatesOf.js";
import { emIterations } from "./emIterations.js";
import { covarianceOf, logDensities } from "./LinearGaussian.js";
import { maximumLikelihood } from "./maximumLikelihood.js";
import { mean } from "./numerics/mean.js";
import { pointsAt } from "./pointsAt.js";
import { checkUnits, type ProbabilisticFit } from "./ProbabilisticFit.js";
import {
  resolveOptions,
  type ProbabilisticPCAOptions,
  type ResolvedProbabilisticPCAOptions,
} from "./ProbabilisticPCAOptions.js";
import type { ProbabilisticPCAStep } from "./ProbabilisticPCAStep.js";

/**
 * Probabilistic PCA: z ~ N(0, I), x | z ~ N(W z + mean, σ² I), by maximum likelihood (Tipping & Bishop 1999), in closed
 * form: W = Uᵀ (Λ − σ² I)^½, σ² the mean of the eigenvalues left out; or by EM, with parameter expansion, which ends at the
 * same. Likelihoods are exact, in nats. Data with missing values (NaN) are refused.
 */
export class ProbabilisticPCA {
  readonly #options: ResolvedProbabilisticPCAOptions;
  #fit: ProbabilisticFit | undefined;

  /** @throws InvalidArgumentError if options is no object, or an option is out of range */
  constructor(options: ProbabilisticPCAOptions) {
    this.#options = resolveOptions(options);
  }

  /**
   * Fits data of shape `[n, d]`. If EM did not converge within `maxIter`, {@link converged} is false and `onWarning` is
   * told.
   *
   * @throws InvalidArgumentError unless nComponents < d and nComponents ≤ n, and n ≥ 2
   * @throws ShapeError if X is empty or ragged
   * @throws NonFiniteError if X is not finite, or its variances are beyond the range of a double
   * @throws SingularCovarianceError if nothing varies outside the components, so that σ² would be 0
   */
  fit(X: MatrixLike): this {
    const points = this.#check(X);
    this.#fit = maximumLikelihood(points, this.#options);
    const { maxIter, tol, onWarning } = this.#options;
    if (!this.converged) {
      onWarning(
        `EM did not converge in ${maxIter} iterations: the mean log-likelihood could still rise by more than ${tol} nats. ` +
          'Raise maxIter or tol, or use method "closed-form".',
      );
    }
    return this;
  }

  /**
   * Runs EM (whatever the `method`), one step a turn; after each, the model has that step's parameters. Ends as a fit by
   * EM does, or when the caller goes no further.
   *
   * @throws as {@link fit}
   */
  iterate(X: MatrixLike): Generator<ProbabilisticPCAStep, void, undefined> {
    return this.#iterate(this.#check(X));
  }

  /** W, shape `[d, q]`: orthogonal columns of squared length λ − σ², descending, with the signs of {@link components}. */
  get loadings(): NdArray<Float64Array> {
    const { data: u, count: q, width: d } = this.#fitted().components;
    const lengths = this.#lengths();
    const data = u.map((_, at) => lengths[at % q]! * u[(at % q) * d + Math.floor(at / q)]!);
    return { data, shape: [d, q] };
  }

  get mean(): Float64Array {
    return this.#fitted().centre.mean;
  }

  /** Orthonormal rows, shape `[q, d]`: the directions of the loadings; the entry of largest size of each is positive. */
  get components(): NdArray<Float64Array> {
    const { data, count, width } = this.#fitted().components;
    return { data, shape: [count, width] };
  }

  /** σ², in the data's units squared. */
  get noiseVariance(): number {
    const { centre, noiseVariance } = this.#fitted();
    return noiseVariance * centre.unit * centre.unit;
  }

  /** The covariance of x, W Wᵀ + σ² I, shape `[d, d]`. */
  get covariance(): NdArray<Float64Array> {
    return covarianceOf(this.#fitted());
  }

  /** Whether EM converged; true for the closed form. */
  get converged(): boolean {
    return this.#fitted().converged;
  }

  /** How many iterations EM made; 0 for the closed form. */
  get nIter(): number {
    return this.logLikelihoods.length;
  }

  /** The log-likelihood after each iteration of EM, mean nats per row; empty for the closed form. */
  get logLikelihoods(): readonly number[] {
    return this.#fitted().logLikelihoods;
  }

  /** The number of free parameters: mean, loadings up to a rotation, and σ²: d + d q − q (q − 1) / 2 + 1. */
  get parameterCount(): number {
    const { count: q, width: d } = this.#fitted().components;
    return d + d * q - (q * (q - 1)) / 2 + 1;
  }

  /** ln p(xᵢ) of each row under N(mean, W Wᵀ + σ² I), nats. */
  logLikelihood(X: MatrixLike): Float64Array {
    return logDensities(this.#fitted(), this.#checkColumns(X));
  }

  /** The same as {@link logLikelihood}, by scikit-learn's name. */
  scoreSamples(X: MatrixLike): Float64Array {
    return this.logLikelihood(X);
  }

  /** The mean of ln p(xᵢ), nats per row. */
  score(X: MatrixLike): number {
    return mean(this.logLikelihood(X));
  }

  /** Akaike's criterion: −2 ln p(X) + 2 × free parameters; lower is better. */
  aic(X: MatrixLike): number {
    return this.#deviance(X) + 2 * this.parameterCount;
  }

  /** The Bayesian criterion: −2 ln p(X) + ln n × free parameters; lower is better. */
  bic(X: MatrixLike): number {
    return this.#deviance(X) + Math.log(this.#checkColumns(X).shape[0]!) * this.parameterCount;
  }

  /** E[z | xᵢ] of each row, shape `[n, q]`: M⁻¹ Wᵀ (x − mean) with M = Wᵀ W + σ² I. */
  posteriorMean(X: MatrixLike): NdArray<Float64Array> {
    const { centre, components, variances, noiseVariance } = this.#fitted();
    const factors = variances.map((value) => Math.sqrt(value - noiseVariance) / value);
    return coordinatesOf(this.#checkColumns(X), centre, components, factors);
  }

  /** Cov[z | x], the same for every x, shape `[q, q]`: σ² M⁻¹, here diagonal with entries σ² / λ. */
  get posteriorCovariance(): NdArray<Float64Array> {
    const { variances, noiseVariance } = this.#fitted();
    const q = variances.length;
    const data = new Float64Array(q * q);
    variances.forEach((value, a) => (data[a * q + a] = noiseVariance / value));
    return { data, shape: [q, q] };
  }

  /** W z + mean of each row of latent coordinates `[n, q]`: E[x | z], shape `[n, d]`. */
  decode(Z: MatrixLike): NdArray<Float64Array> {
    const { centre, components } = this.#fitted();
    const coordinates = checkColumns(Z, components.count, "there are components", "Z");
    return pointsAt(coordinates, centre, components, this.#lengths());
  }

  /**
   * W E[z | xᵢ] + mean, shape `[n, d]`: what the model expects x to have been without its noise. It lies nearer to the
   * mean than the projection of least squared error, which is `PCA`'s.
   */
  reconstruct(X: MatrixLike): NdArray<Float64Array> {
    return this.decode(this.posteriorMean(X));
  }

  /**
   * n draws of x, shape `[n, d]`.
   *
   * @throws InvalidArgumentError unless n is an integer of at least 1 and rng a generator
   */
  sample(n: number, options: { readonly rng: Rng }): NdArray<Float64Array> {
    const q = this.#fitted().components.count;
    checkInteger(n, 1, "n");
    const rng = checkGenerator(options?.rng);
    const noise = Math.sqrt(this.noiseVariance);
    const Z = Float64Array.from({ length: n * q }, () => rng.normal());
    const { data, shape } = this.decode({ data: Z, shape: [n, q] });
    return { data: data.map((value) => value + noise * rng.normal()), shape };
  }

  *#iterate(points: NdArray<Float64Array>): Generator<ProbabilisticPCAStep, void, undefined> {
    for (const { iteration, model, logLikelihoods, converged } of emIterations(points, this.#options)) {
      this.#fit = checkUnits({ ...model, converged, logLikelihoods });
      const { loadings, noiseVariance } = this;
      yield { iteration, logLikelihood: logLikelihoods[iteration - 1]!, loadings, noiseVariance, converged };
    }
  }

  /** Of the loadings, in the data's units. */
  #lengths(): Float64Array {
    const { centre, variances, noiseVariance } = this.#fitted();
    return variances.map((value) => Math.sqrt(value - noiseVariance) * centre.unit);
  }

  #deviance(X: MatrixLike): number {
    const densities = this.logLikelihood(X);
    return -2 * mean(densities) * densities.length;
  }

  #check(X: MatrixLike): NdArray<Float64Array> {
    const points = checkTrainingData(X);
    const [n, d] = points.shape as [number, number];
    const q = this.#options.nComponents;
    if (q >= d || q > n) {
      throw new InvalidArgumentError(
        `nComponents must be below the ${d} columns of X, or no noise is left, and at most its ${n} rows, but it is ${q}.`,
      );
    }
    return points;
  }

  #checkColumns(X: MatrixLike): NdArray<Float64Array> {
    return checkColumns(X, this.#fitted().components.width, "the data of the fit");
  }

  #fitted(): ProbabilisticFit {
    if (!this.#fit) throw new NotFittedError("This ProbabilisticPCA is not fitted yet. Call fit(X) first.");
    return this.#fit;
  }
}

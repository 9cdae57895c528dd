import type { MatrixLike, NdArray } from "../array/index.js";
import { InvalidArgumentError, NotFittedError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkColumns, checkInteger, checkTrainingData } from "./checkData.js";
import { emSearch } from "./emSearch.js";
import { toEmStep, type EmStep } from "./EmStep.js";
import { expectation } from "./expectation.js";
import type { FittedMixture } from "./FittedMixture.js";
import {
  resolveOptions,
  type GaussianMixtureOptions,
  type ResolvedOptions,
} from "./GaussianMixtureOptions.js";
import type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";
import { nextTurn } from "./nextTurn.js";
import { parameterCount } from "./parameterCount.js";
import { precisions } from "./precisions.js";
import { sampleComponents, type MixtureSample } from "./sampleComponents.js";

export interface FitAsyncOptions {
  /** Stops the fit: the promise is rejected with the signal's reason, and the best fit so far is kept. */
  readonly signal?: AbortSignal;
  readonly onIteration?: (step: EmStep) => void;
}

/**
 * A mixture of Gaussians fitted by expectation–maximisation (Dempster, Laird & Rubin 1977), with scikit-learn's options
 * and meanings. Data are rows of numbers or an array of shape `[n, d]`; likelihoods are in nats.
 */
export class GaussianMixture {
  readonly #options: ResolvedOptions;
  #fit: FittedMixture | undefined;

  /** @throws InvalidArgumentError if an option is out of range */
  constructor(options: GaussianMixtureOptions = {}) {
    this.#options = resolveOptions(options);
  }

  /**
   * Fits from `nInit` starts and keeps the best end. If it did not converge within `maxIter`, {@link converged} is false.
   *
   * @throws InvalidArgumentError if there are fewer than 2 rows or fewer rows than components
   * @throws ShapeError or NonFiniteError if X is ragged or not finite
   * @throws SingularCovarianceError if a component collapses
   */
  fit(X: MatrixLike): this {
    const search = emSearch(this.#check(X), this.#options);
    let turn = search.next();
    while (!turn.done) turn = search.next();
    this.#fit = turn.value;
    return this;
  }

  /** Like {@link fit}, with the same result; the event loop turns between iterations. */
  async fitAsync(X: MatrixLike, { signal, onIteration }: FitAsyncOptions = {}): Promise<this> {
    signal?.throwIfAborted();
    const search = emSearch(this.#check(X), this.#options);
    let turn = search.next();
    while (!turn.done) {
      const { best, start, turn: iteration } = turn.value;
      onIteration?.(toEmStep(iteration, start));
      await nextTurn();
      if (signal?.aborted) {
        this.#fit = best;
        signal.throwIfAborted();
      }
      turn = search.next();
    }
    this.#fit = turn.value;
    return this;
  }

  /** Runs EM from one start, one step a turn; after each, the model has that step's parameters. */
  iterate(X: MatrixLike): Generator<EmStep, void, undefined> {
    return this.#steps(this.#check(X));
  }

  /** The most probable component of each row. */
  predict(X: MatrixLike): Int32Array {
    const { data, shape } = this.predictProba(X);
    const [n, K] = shape as [number, number];
    return Int32Array.from({ length: n }, (_, i) => {
      let best = 0;
      for (let k = 1; k < K; k++) if (data[i * K + k]! > data[i * K + best]!) best = k;
      return best;
    });
  }

  /** p(z = k | xᵢ), shape `[n, K]`. */
  predictProba(X: MatrixLike): NdArray<Float64Array> {
    return this.#expect(X).responsibilities;
  }

  /** The mean of ln p(xᵢ), nats per example. */
  score(X: MatrixLike): number {
    return this.#expect(X).logLikelihood;
  }

  /** ln p(xᵢ) of each row, nats. */
  scoreSamples(X: MatrixLike): Float64Array {
    return this.#expect(X).logLikelihoods;
  }

  /** n draws, each with the component it came from. */
  sample(n: number, { rng }: { readonly rng: Rng }): MixtureSample {
    const { parameters, components } = this.#fitted();
    return sampleComponents(checkInteger(n, 1, "n"), parameters.weights, components, rng);
  }

  /** Akaike's criterion: −2 ln p(X) + 2 × free parameters; lower is better. */
  aic(X: MatrixLike): number {
    const { logLikelihood, logLikelihoods } = this.#expect(X);
    return -2 * logLikelihood * logLikelihoods.length + 2 * parameterCount(this.parameters);
  }

  /** The Bayesian criterion: −2 ln p(X) + ln n × free parameters; lower is better. */
  bic(X: MatrixLike): number {
    const { logLikelihood, logLikelihoods } = this.#expect(X);
    const n = logLikelihoods.length;
    return -2 * logLikelihood * n + Math.log(n) * parameterCount(this.parameters);
  }

  /** Weights, means and covariances together. */
  get parameters(): MixtureParameters {
    return this.#fitted().parameters;
  }

  get covarianceType(): CovarianceType {
    return this.#options.covarianceType;
  }

  /** K mixing weights that sum to 1. */
  get weights(): Float64Array {
    return this.parameters.weights;
  }

  /** Shape `[K, d]`. */
  get means(): NdArray<Float64Array> {
    return this.parameters.means;
  }

  /** Shape `[K, d, d]` (full), `[d, d]` (tied), `[K, d]` (diag) or `[K]` (spherical). */
  get covariances(): NdArray<Float64Array> {
    return this.parameters.covariances;
  }

  /** The inverse covariances, in the shape of {@link covariances}. */
  get precisions(): NdArray<Float64Array> {
    const { parameters, components } = this.#fitted();
    return precisions(parameters, components);
  }

  /** Whether the best start ended because its lower bound changed by less than `tol`. */
  get converged(): boolean {
    return this.#fitted().converged;
  }

  /** Iterations of the best start. */
  get nIter(): number {
    return this.#fitted().nIter;
  }

  /** The last of {@link lowerBounds}, mean nats per example; −∞ with `maxIter: 0`. */
  get lowerBound(): number {
    return this.#fitted().lowerBound;
  }

  /** The bound after the E step of each iteration of the best start. */
  get lowerBounds(): readonly number[] {
    return this.#fitted().lowerBounds;
  }

  *#steps(points: NdArray<Float64Array>): Generator<EmStep, void, undefined> {
    const search = emSearch(points, { ...this.#options, nInit: 1 });
    let turn = search.next();
    while (!turn.done) {
      this.#fit = turn.value.best;
      yield toEmStep(turn.value.turn, 0);
      turn = search.next();
    }
    this.#fit = turn.value;
  }

  #check(X: MatrixLike): NdArray<Float64Array> {
    const points = checkTrainingData(X, this.#options.nComponents, "nComponents");
    if (points.shape[0]! < 2) throw new InvalidArgumentError("X needs at least 2 rows, but it has 1.");
    return points;
  }

  #fitted(): FittedMixture {
    if (!this.#fit) throw new NotFittedError("This GaussianMixture is not fitted yet. Call fit(X) first.");
    return this.#fit;
  }

  #expect(X: MatrixLike): {
    readonly responsibilities: NdArray<Float64Array>;
    readonly logLikelihoods: Float64Array;
    readonly logLikelihood: number;
  } {
    const { parameters, components } = this.#fitted();
    const points = checkColumns(X, parameters.means.shape[1]!);
    const n = points.shape[0]!;
    const data = new Float64Array(n * components.length);
    const logLikelihoods = new Float64Array(n);
    const logLikelihood = expectation(points, parameters.weights, components, data, logLikelihoods);
    return { responsibilities: { data, shape: [n, components.length] }, logLikelihoods, logLikelihood };
  }
}

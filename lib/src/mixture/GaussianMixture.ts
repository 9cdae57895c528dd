import type { MatrixLike, NdArray } from "../array/index.js";
import { InvalidArgumentError, NotFittedError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkColumns, checkInteger, checkTrainingData } from "./checkData.js";
import { defaultWorkers } from "./defaultWorkers.js";
import type { SearchTurn } from "./emSearch.js";
import { toEmStep, type EmStep } from "./EmStep.js";
import { expectation, type Expectation } from "./expectation.js";
import type { FittedMixture } from "./FittedMixture.js";
import { fitChunks, fitRows, type FitSettings } from "./fitting.js";
import {
  resolveOptions,
  type GaussianMixtureOptions,
  type ResolvedOptions,
} from "./GaussianMixtureOptions.js";
import type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";
import { mostProbable } from "./mostProbable.js";
import { parameterCount } from "./parameterCount.js";
import type { RowChunks } from "./passes/overChunks.js";
import { precisions } from "./precisions.js";
import { sampleComponents, type MixtureSample } from "./sampleComponents.js";
import { runAtOnce, runInTurns, type Work } from "./Work.js";

export interface FitAsyncOptions {
  /** Stops the fit: the promise is rejected with the signal's reason, and the best fit so far is kept. */
  readonly signal?: AbortSignal;
  readonly onIteration?: (step: EmStep) => void;
  /**
   * How many worker threads share the rows; with 0 or 1, this thread does the work, as it does for chunks. The result is the
   * same to the bit. Default: in Node.js as many as there are processors where an iteration is long, else none.
   */
  readonly workers?: number;
}

/**
 * A mixture of Gaussians fitted by expectation–maximisation (Dempster, Laird & Rubin 1977), with scikit-learn's options
 * and meanings. Data are rows of numbers or an array of shape `[n, d]`; likelihoods are in nats.
 *
 * With `regCovar: 0` no step lowers the likelihood. With a positive one, which adds to the variances that maximise it, a step can.
 */
export class GaussianMixture {
  readonly #options: ResolvedOptions;
  #fit: FittedMixture | undefined;

  /** @throws InvalidArgumentError if an option is out of range */
  constructor(options: GaussianMixtureOptions = {}) {
    this.#options = resolveOptions(options);
  }

  /**
   * Fits from `nInit` starts and keeps the best end. If it did not converge within `maxIter`, {@link converged} is false and
   * `onWarning` is told.
   *
   * @throws InvalidArgumentError if there are fewer than 2 rows or fewer rows than components
   * @throws ShapeError or NonFiniteError if X is ragged or not finite
   * @throws SingularCovarianceError if a component collapses
   */
  fit(X: MatrixLike): this {
    return this.#keep(runAtOnce(fitRows(this.#check(X), this.#settings(), 1)));
  }

  /**
   * Like {@link fit}, with the same result, while the event loop turns: between iterations, and every few milliseconds within
   * one.
   *
   * @param X data, or a function that gives them in chunks: it is called once for every pass, and its rows are never held in
   * memory together; starts are then taken from at least 10,000 of the rows, drawn at random
   */
  async fitAsync(X: MatrixLike | RowChunks, options: FitAsyncOptions = {}): Promise<this> {
    const { signal, onIteration, workers } = options;
    signal?.throwIfAborted();
    if (workers !== undefined) checkInteger(workers, 0, "workers");
    const points = typeof X === "function" ? undefined : this.#check(X);
    let best: FittedMixture | undefined;
    const onEvent = (turn: SearchTurn): void => {
      best = turn.best;
      onIteration?.(toEmStep(turn, points));
    };
    try {
      return this.#keep(await runInTurns(this.#work(X, points, workers), { signal, onEvent }));
    } catch (error) {
      if (signal?.aborted && best) this.#fit = best;
      throw error;
    }
  }

  /** Fits, and gives the most probable component of each row. */
  fitPredict(X: MatrixLike): Int32Array {
    return this.fit(X).predict(X);
  }

  /** Runs EM from one start, one step a turn; after each, the model has that step's parameters. */
  iterate(X: MatrixLike): Generator<EmStep, void, undefined> {
    return this.#steps(this.#check(X));
  }

  /** The most probable component of each row. */
  predict(X: MatrixLike): Int32Array {
    return mostProbable(this.predictProba(X));
  }

  /** p(z = k | xᵢ), shape `[n, K]`. */
  predictProba(X: MatrixLike): NdArray<Float64Array> {
    return this.#expect(X).responsibilities;
  }

  /** The mean of ln p(xᵢ), nats per example. */
  score(X: MatrixLike): number {
    const logLikelihoods = this.scoreSamples(X);
    return logLikelihoods.reduce((sum, value) => sum + value, 0) / logLikelihoods.length;
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
    return this.#criterion(X, () => 2);
  }

  /** The Bayesian criterion: −2 ln p(X) + ln n × free parameters; lower is better. */
  bic(X: MatrixLike): number {
    return this.#criterion(X, Math.log);
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
    const work = fitRows(points, this.#settings({ nInit: 1 }), 1);
    try {
      let step = work.next();
      while (!step.done) {
        if (isTurn(step.value)) {
          this.#fit = step.value.best;
          yield toEmStep(step.value, points);
        }
        step = work.next();
      }
      this.#fit = step.value;
    } finally {
      work.return(this.#fit!);
    }
  }

  #work(
    X: MatrixLike | RowChunks,
    points: NdArray<Float64Array> | undefined,
    workers: number | undefined,
  ): Work<FittedMixture, SearchTurn> {
    const settings = this.#settings();
    if (!points) return fitChunks(X as RowChunks, settings);
    return fitRows(points, settings, workers ?? defaultWorkers(points, this.#options));
  }

  #settings(changes: Partial<ResolvedOptions> = {}): FitSettings {
    const options = { ...this.#options, ...changes };
    return { options, ...(options.warmStart && { warm: this.#fit?.parameters }) };
  }

  #keep(fit: FittedMixture): this {
    this.#fit = fit;
    const { maxIter, tol, onWarning } = this.#options;
    if (!fit.converged && maxIter > 0) {
      onWarning(
        `EM did not converge in ${maxIter} iterations: the lower bound still changed by ${tol} nats per example or more. ` +
          "Raise maxIter or tol, start elsewhere (nInit, initParams, seed), or look at the data.",
      );
    }
    return this;
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

  #criterion(X: MatrixLike, penalty: (n: number) => number): number {
    const logLikelihoods = this.scoreSamples(X);
    const total = logLikelihoods.reduce((sum, value) => sum + value, 0);
    return -2 * total + penalty(logLikelihoods.length) * parameterCount(this.parameters);
  }

  #expect(X: MatrixLike): Expectation {
    const { parameters, components } = this.#fitted();
    const points = checkColumns(X, parameters.means.shape[1]!);
    return expectation(points, { logWeights: parameters.weights.map(Math.log), components });
  }
}

function isTurn(event: SearchTurn | PromiseLike<unknown> | undefined): event is SearchTurn {
  return event !== undefined && "turn" in event;
}

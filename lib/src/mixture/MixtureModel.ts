import type { MatrixLike, NdArray } from "../array/index.js";
import { checkGenerator } from "../distributions/index.js";
import { InvalidArgumentError, NotFittedError, ShapeError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkColumns, checkInteger, checkTrainingData } from "./checkData.js";
import { checkOptions, checkSignal } from "./checkOptions.js";
import { defaultWorkers } from "./defaultWorkers.js";
import type { EmStart } from "./emIterations.js";
import type { SearchTurn } from "./emSearch.js";
import { logLikelihoodsOf, responsibilitiesOf } from "./expectation.js";
import type { FittedMixture } from "./FittedMixture.js";
import type { FitAsyncOptions } from "./FitAsyncOptions.js";
import { fitChunks, fitRows } from "./fitting.js";
import { checkType, type ResolvedOptions } from "./GaussianMixtureOptions.js";
import type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";
import { mostProbable } from "./mostProbable.js";
import { refuseIterator, type RowChunks } from "./passes/overChunks.js";
import type { RowSource } from "./passes/RowSource.js";
import { precisions } from "./precisions.js";
import { sampleComponents, type MixtureSample } from "./sampleComponents.js";
import { runAtOnce, runInTurns, type Work } from "./Work.js";

/** What mixtures of Gaussians have in common, however they are fitted. */
export abstract class MixtureModel<
  Parameters extends MixtureParameters,
  Step,
  Options extends ResolvedOptions = ResolvedOptions,
  Fit extends FittedMixture<Parameters> = FittedMixture<Parameters>,
> {
  protected readonly options: Options;
  readonly #name: string;
  #fit: Fit | undefined;

  /** @param name what messages call the model */
  protected constructor(options: Options, name: string) {
    this.options = options;
    this.#name = name;
  }

  /**
   * Fits the rows of a source.
   *
   * @param rows those that starts are taken from
   * @param warm where to go on, in place of new starts
   */
  protected abstract search(
    source: RowSource,
    rows: NdArray<Float64Array>,
    options: Options,
    warm: EmStart<Parameters> | undefined,
  ): Work<Fit, SearchTurn<Parameters, Fit>>;

  /** What callers are told of a turn. @param points the data, where they are in memory */
  protected abstract toStep(turn: SearchTurn<Parameters, Fit>, points?: NdArray<Float64Array>): Step;

  /** What `onWarning` is told of a fit that did not converge. */
  protected abstract warning(): string;

  /**
   * Fits from `nInit` starts and keeps the best end. If it did not converge within `maxIter`, {@link converged} is false and
   * `onWarning` is told.
   *
   * @throws InvalidArgumentError if there are fewer than 2 rows or fewer rows than components
   * @throws InvalidArgumentError if the covariances do not fit in memory
   * @throws ShapeError or NonFiniteError if X is ragged or not finite, or a row so far from every component that its density
   * has no logarithm
   * @throws SingularCovarianceError if a component collapses
   */
  fit(X: MatrixLike): this {
    return this.#keep(runAtOnce(this.#fitRows(this.#check(X), 1)));
  }

  /**
   * Like {@link fit}, with the same result, while the event loop turns: between iterations, and several times a second within
   * long ones.
   *
   * @param X data, or a function that gives them in chunks: it is called once for every pass, and its rows are never held in
   * memory together; starts are then taken from at least 10,000 of the rows, drawn at random
   * @throws what {@link fit} throws, as a rejection, and the reason of the signal; BackendError if a worker thread fails
   */
  async fitAsync(X: MatrixLike | RowChunks, options: FitAsyncOptions<Step> = {}): Promise<this> {
    checkOptions(options);
    const { signal, onIteration, workers } = options;
    checkSignal(signal);
    checkType(onIteration, "function", "onIteration");
    signal?.throwIfAborted();
    if (workers !== undefined) checkInteger(workers, 0, "workers");
    refuseIterator(X);
    const points = typeof X === "function" ? undefined : this.#check(X);
    let best: Fit | undefined;
    const onEvent = (turn: SearchTurn<Parameters, Fit>): void => {
      best = turn.best;
      onIteration?.(this.toStep(turn, points));
    };
    try {
      return this.#keep(await runInTurns(this.#work(X, points, workers), { signal, onEvent }));
    } catch (error) {
      if (signal?.aborted && best) this.#fit = best;
      throw error;
    }
  }

  /** Fits, and gives the most probable component of each row. @throws what {@link fit} throws */
  fitPredict(X: MatrixLike): Int32Array {
    return this.fit(X).predict(X);
  }

  /**
   * Runs the fit from one start, one step a turn; after each, the model has that step's parameters.
   *
   * @throws what {@link fit} throws: bad data at once, the rest at its step
   */
  iterate(X: MatrixLike): Generator<Step, void, undefined> {
    return this.#steps(this.#check(X));
  }

  /** The most probable component of each row. @throws as {@link scoreSamples} does */
  predict(X: MatrixLike): Int32Array {
    return mostProbable(this.predictProba(X));
  }

  /** p(z = k | xᵢ), shape `[n, K]`. @throws as {@link scoreSamples} does */
  predictProba(X: MatrixLike): NdArray<Float64Array> {
    return responsibilitiesOf(this.#checkFitted(X), this.fitted().densities);
  }

  /** The mean of {@link scoreSamples}, nats per example. @throws as that does */
  score(X: MatrixLike): number {
    const logLikelihoods = this.scoreSamples(X);
    return logLikelihoods.reduce((sum, value) => sum + value, 0) / logLikelihoods.length;
  }

  /**
   * ln p(xᵢ) of each row, nats.
   *
   * @throws NotFittedError before a fit; ShapeError if X has other columns than the data of the fit; NonFiniteError if X is not
   * finite, or a row so far from every component that its density has no logarithm
   */
  scoreSamples(X: MatrixLike): Float64Array {
    return logLikelihoodsOf(this.#checkFitted(X), this.fitted().densities);
  }

  /**
   * n draws, each with the component it came from.
   *
   * @throws NotFittedError before a fit; InvalidArgumentError if n is no positive integer or rng no generator
   */
  sample(n: number, options: { readonly rng: Rng }): MixtureSample {
    const { parameters, densities } = this.fitted();
    // Whoever leaves the options out is told what is missing.
    const rng = checkGenerator((options as Partial<typeof options> | undefined)?.rng as Rng);
    return sampleComponents(checkInteger(n, 1, "n"), parameters.weights, densities.components, rng);
  }

  /** All parameters together. This and what follows throw a NotFittedError before a fit. */
  get parameters(): Parameters {
    return this.fitted().parameters;
  }

  get covarianceType(): CovarianceType {
    return this.options.covarianceType;
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
    const { parameters, densities } = this.fitted();
    return precisions(parameters, densities.components);
  }

  /** Whether the best start ended because its lower bound changed by less than `tol`. */
  get converged(): boolean {
    return this.fitted().converged;
  }

  /** Iterations of the best start. */
  get nIter(): number {
    return this.fitted().nIter;
  }

  /** The last of {@link lowerBounds}; −∞ with `maxIter: 0`. */
  get lowerBound(): number {
    return this.fitted().lowerBound;
  }

  /** The lower bound of each iteration of the best start. */
  get lowerBounds(): readonly number[] {
    return this.fitted().lowerBounds;
  }

  /** The last fit. @throws NotFittedError if there is none */
  protected fitted(): Fit {
    if (!this.#fit) throw new NotFittedError(`This ${this.#name} is not fitted yet. Call fit(X) first.`);
    return this.#fit;
  }

  *#steps(points: NdArray<Float64Array>): Generator<Step, void, undefined> {
    const work = this.#fitRows(points, 1, { ...this.options, nInit: 1 });
    try {
      let step = work.next();
      while (!step.done) {
        if (isTurn(step.value)) {
          this.#fit = step.value.best;
          yield this.toStep(step.value, points);
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
  ): Work<Fit, SearchTurn<Parameters, Fit>> {
    if (points) return this.#fitRows(points, workers ?? defaultWorkers(points, this.options));
    return fitChunks(X as RowChunks, this.options, (source, rows) =>
      this.#search(source, rows, this.options),
    );
  }

  #fitRows(
    points: NdArray<Float64Array>,
    workers: number,
    options = this.options,
  ): Work<Fit, SearchTurn<Parameters, Fit>> {
    return fitRows(points, options, workers, (source, rows) => this.#search(source, rows, options));
  }

  #search(
    source: RowSource,
    rows: NdArray<Float64Array>,
    options: Options,
  ): Work<Fit, SearchTurn<Parameters, Fit>> {
    const warm = options.warmStart ? this.#fit : undefined;
    if (warm) checkDimension(warm.parameters, source.size.dimension);
    return this.search(source, rows, options, warm);
  }

  #keep(fit: Fit): this {
    this.#fit = fit;
    const { maxIter, onWarning } = this.options;
    if (!fit.converged && maxIter > 0) onWarning(this.warning());
    return this;
  }

  #check(X: MatrixLike): NdArray<Float64Array> {
    const points = checkTrainingData(X, this.options.nComponents, "nComponents");
    if (points.shape[0]! < 2) throw new InvalidArgumentError("X needs at least 2 rows, but it has 1.");
    return points;
  }

  #checkFitted(X: MatrixLike): NdArray<Float64Array> {
    return checkColumns(X, this.fitted().parameters.means.shape[1]!);
  }
}

function isTurn<Turn extends SearchTurn<unknown>>(
  event: Turn | PromiseLike<unknown> | undefined,
): event is Turn {
  return event !== undefined && "turn" in event;
}

function checkDimension({ means }: MixtureParameters, d: number): void {
  if (means.shape[1] === d) return;
  throw new ShapeError(
    `With warmStart, X must have ${means.shape[1]} columns, as in the fit before, but it has ${d}.`,
  );
}

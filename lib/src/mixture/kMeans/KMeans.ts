import type { MatrixLike, NdArray } from "../../array/index.js";
import { NotFittedError } from "../../errors/index.js";
import { checkColumns, checkInteger, checkNonNegative, checkRange, checkTrainingData } from "../checkData.js";
import { checkOptions, checkSignal } from "../checkOptions.js";
import { checkShape } from "../checkShape.js";
import { runAtOnce, runInTurns, type Work } from "../Work.js";
import { assignToNearest } from "./assignToNearest.js";
import { kMeansSearch } from "./kMeansSearch.js";
import type { LloydResult } from "./lloyd.js";

export interface KMeansOptions {
  /** How many clusters. Default 8. */
  readonly nClusters?: number;
  /** Starts; the one with the smallest inertia is kept. Default 1. */
  readonly nInit?: number;
  /** At most so many iterations a start. Default 300. */
  readonly maxIter?: number;
  /** Stop when the sum of the centres' squared moves is at most this share of the mean variance of the columns. Default 1e-4. */
  readonly tol?: number;
  /** Starting centres, shape `[nClusters, d]`, in place of k-means++; there is one start then. */
  readonly centersInit?: MatrixLike;
  /** Default 0. */
  readonly seed?: number;
}

type ResolvedOptions = Required<Omit<KMeansOptions, "centersInit">> & Pick<KMeansOptions, "centersInit">;
type KMeansFit = LloydResult & { readonly d: number };

/** k-means clustering: k-means++ starts, then Lloyd's algorithm. */
export class KMeans {
  readonly #options: ResolvedOptions;
  #result: KMeansFit | undefined;

  /** @throws InvalidArgumentError if an option is out of range */
  constructor(options: KMeansOptions = {}) {
    checkOptions(options);
    this.#options = {
      ...options,
      nClusters: checkInteger(options.nClusters ?? 8, 1, "nClusters"),
      nInit: checkInteger(options.nInit ?? 1, 1, "nInit"),
      maxIter: checkInteger(options.maxIter ?? 300, 1, "maxIter"),
      tol: checkNonNegative(options.tol ?? 1e-4, "tol"),
      seed: checkInteger(options.seed ?? 0, 0, "seed"),
    };
  }

  /**
   * Finds the centres of data of shape `[n, d]`.
   *
   * @throws InvalidArgumentError if n is less than nClusters
   * @throws ShapeError or NonFiniteError if X is ragged or not finite, or centersInit has another shape
   */
  fit(X: MatrixLike): this {
    this.#result = runAtOnce(this.#search(X));
    return this;
  }

  /** Like {@link fit}, with the same result; the event loop turns meanwhile, and the signal stops it. */
  async fitAsync(X: MatrixLike, { signal }: { readonly signal?: AbortSignal } = {}): Promise<this> {
    checkSignal(signal);
    signal?.throwIfAborted();
    this.#result = await runInTurns(this.#search(X), { signal });
    return this;
  }

  /** Fits, and gives the nearest centre of each row. */
  fitPredict(X: MatrixLike): Int32Array {
    return this.fit(X).labels;
  }

  /**
   * The nearest centre of each row of X.
   *
   * @throws NotFittedError before a fit; ShapeError if X has other columns than the data of the fit; NonFiniteError if it is not
   * finite, or its squares overflow
   */
  predict(X: MatrixLike): Int32Array {
    const { centers, d } = this.#fitted();
    const points = checkColumns(X, d);
    checkRange(points, "X");
    return runAtOnce(assignToNearest(points, centers)).labels;
  }

  /** The centres, shape `[nClusters, d]`. */
  get centers(): NdArray<Float64Array> {
    const { centers, d } = this.#fitted();
    return { data: centers, shape: [centers.length / d, d] };
  }

  /** The nearest centre of each row of the data of the fit. */
  get labels(): Int32Array {
    return this.#fitted().labels;
  }

  /** The sum of squared distances of the data to their nearest centre. */
  get inertia(): number {
    return this.#fitted().inertia;
  }

  /** Iterations of the start that was kept. */
  get nIter(): number {
    return this.#fitted().nIter;
  }

  /** Whether that start ended before maxIter. */
  get converged(): boolean {
    return this.#fitted().converged;
  }

  *#search(X: MatrixLike): Work<KMeansFit> {
    const { centersInit, ...options } = this.#options;
    const points = checkTrainingData(X, options.nClusters, "nClusters");
    const d = points.shape[1]!;
    const centers = centersInit && checkShape(centersInit, [options.nClusters, d], "centersInit").data;
    return { ...(yield* kMeansSearch(points, { ...options, ...(centers && { centers }) })), d };
  }

  #fitted(): KMeansFit {
    if (!this.#result) throw new NotFittedError("This KMeans is not fitted yet. Call fit(X) first.");
    return this.#result;
  }
}

import type { MatrixLike, NdArray } from "../array/index.js";
import { NotFittedError } from "../errors/index.js";
import { Rng } from "../random/index.js";
import { assignToNearest } from "./assignToNearest.js";
import { checkColumns, checkInteger, checkNonNegative, checkTrainingData } from "./checkData.js";
import { kMeansPlusPlus } from "./kMeansPlusPlus.js";
import { lloyd, type LloydResult } from "./lloyd.js";
import { takeRows } from "./takeRows.js";

export interface KMeansOptions {
  /** How many clusters. Default 8. */
  readonly nClusters?: number;
  /** Starts; the one with the smallest inertia is kept. Default 1. */
  readonly nInit?: number;
  /** At most so many iterations a start. Default 300. */
  readonly maxIter?: number;
  /** Stop when the centres move by less, as a share of the mean variance of the columns. Default 1e-4. */
  readonly tol?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** k-means clustering: k-means++ starts, then Lloyd's algorithm. */
export class KMeans {
  readonly #options: Required<KMeansOptions>;
  #result: (LloydResult & { readonly d: number }) | undefined;

  /** @throws InvalidArgumentError if an option is out of range */
  constructor(options: KMeansOptions = {}) {
    this.#options = {
      nClusters: checkInteger(options.nClusters ?? 8, 1, "nClusters"),
      nInit: checkInteger(options.nInit ?? 1, 1, "nInit"),
      maxIter: checkInteger(options.maxIter ?? 300, 1, "maxIter"),
      tol: checkNonNegative(options.tol ?? 1e-4, "tol"),
      seed: options.seed ?? 0,
    };
  }

  /**
   * Finds the centres of data of shape `[n, d]`.
   *
   * @throws InvalidArgumentError if n is less than nClusters; ShapeError or NonFiniteError if X is ragged or not finite
   */
  fit(X: MatrixLike): this {
    const { nClusters, nInit, maxIter, tol, seed } = this.#options;
    const points = checkTrainingData(X, nClusters, "nClusters");
    const d = points.shape[1]!;
    const rng = new Rng(seed);
    const tolerance = tol * meanVariance(points);
    let best: LloydResult | undefined;
    for (let start = 0; start < nInit; start++) {
      const rows = kMeansPlusPlus(points, nClusters, rng);
      const result = lloyd(points, takeRows(points, rows), { maxIter, tolerance });
      if (best === undefined || result.inertia < best.inertia) best = result;
    }
    this.#result = { ...best!, d };
    return this;
  }

  /** The nearest centre of each row of X. */
  predict(X: MatrixLike): Int32Array {
    const { centers, d } = this.#fitted();
    return assignToNearest(checkColumns(X, d), centers).labels;
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

  #fitted(): LloydResult & { readonly d: number } {
    if (!this.#result) throw new NotFittedError("This KMeans is not fitted yet. Call fit(X) first.");
    return this.#result;
  }
}

function meanVariance({ data, shape }: NdArray<Float64Array>): number {
  const [n, d] = shape as [number, number];
  const means = new Float64Array(d);
  data.forEach((value, i) => (means[i % d]! += value / n));
  return data.reduce((sum, value, i) => sum + (value - means[i % d]!) ** 2, 0) / (n * d);
}

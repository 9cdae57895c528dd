import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";
import type { InitParams } from "./GaussianMixtureOptions.js";
import { assignToNearest } from "./kMeans/assignToNearest.js";
import { kMeansPlusPlus } from "./kMeans/kMeansPlusPlus.js";
import { kMeansSearch } from "./kMeans/kMeansSearch.js";
import { takeRows } from "./takeRows.js";
import type { Work } from "./Work.js";

/** The first responsibilities, `[n, K]`, and the means to start from where they are not the M step's. */
export interface InitialResponsibilities {
  readonly responsibilities: Float64Array;
  readonly means?: NdArray<Float64Array>;
}

/**
 * "kmeans": the clusters of k-means; "random": uniform numbers, normalised; "k-means++" and "random_from_data": K of the
 * points are the means, and each point belongs to the nearest (scikit-learn leaves all other points out, so that the first
 * covariances are regCovar alone; here they are those of the clusters, and regCovar may be 0).
 */
export function* initialResponsibilities(
  points: NdArray<Float64Array>,
  K: number,
  initParams: InitParams,
  rng: Rng,
): Work<InitialResponsibilities> {
  const [n, d] = points.shape as [number, number];
  switch (initParams) {
    case "kmeans": {
      const options = { nClusters: K, nInit: 1, maxIter: 300, tol: 1e-4, seed: rng.integer(2 ** 32) };
      const { labels } = yield* kMeansSearch(points, options);
      return { responsibilities: oneHot(labels, K) };
    }
    case "random":
      return { responsibilities: yield* randomRows(n, K, rng) };
    case "random_from_data":
      return yield* fromRows(rng.permutation(n).slice(0, K));
    case "k-means++":
      return yield* fromRows(yield* kMeansPlusPlus(points, K, rng));
  }

  function* fromRows(rows: readonly number[]): Work<InitialResponsibilities> {
    const data = takeRows(points, rows);
    const { labels } = yield* assignToNearest(points, data);
    return { responsibilities: oneHot(labels, K), means: { data, shape: [K, d] } };
  }
}

function oneHot(labels: Int32Array, K: number): Float64Array {
  const responsibilities = new Float64Array(labels.length * K);
  labels.forEach((label, i) => (responsibilities[i * K + label] = 1));
  return responsibilities;
}

/** Rows of uniform numbers over their sum. */
function* randomRows(n: number, K: number, rng: Rng): Work<Float64Array> {
  const responsibilities = new Float64Array(n * K);
  for (let row = 0; row < n * K; row += K) {
    if (row % (1000 * K) === 0) yield;
    let total = 0;
    for (let k = row; k < row + K; k++) total += responsibilities[k] = 1 - rng.uniform();
    for (let k = row; k < row + K; k++) responsibilities[k]! /= total;
  }
  return responsibilities;
}

import type { NdArray } from "../../array/index.js";
import { Rng } from "../../random/index.js";
import { columnMeans } from "../columnMeans.js";
import { takeRows } from "../takeRows.js";
import type { Work } from "../Work.js";
import { kMeansPlusPlus } from "./kMeansPlusPlus.js";
import { lloyd, type LloydResult } from "./lloyd.js";

export interface KMeansSearchOptions {
  readonly nClusters: number;
  readonly nInit: number;
  readonly maxIter: number;
  /** As a share of the mean variance of the columns. */
  readonly tol: number;
  readonly seed: number;
  /** K rows of d, in place of k-means++ starts. */
  readonly centers?: Float64Array;
}

/** Runs Lloyd's algorithm from `nInit` k-means++ starts, or once from given centres; the smallest inertia is the best. */
export function* kMeansSearch(
  points: NdArray<Float64Array>,
  { nClusters, nInit, maxIter, tol, seed, centers }: KMeansSearchOptions,
): Work<LloydResult> {
  const rng = new Rng(seed);
  const stop = { maxIter, tolerance: tol * meanVariance(points) };
  if (centers) return yield* lloyd(points, centers, stop);
  let best: LloydResult | undefined;
  for (let start = 0; start < nInit; start++) {
    const rows = yield* kMeansPlusPlus(points, nClusters, rng);
    const result = yield* lloyd(points, takeRows(points, rows), stop);
    if (best === undefined || result.inertia < best.inertia) best = result;
  }
  return best!;
}

function meanVariance(points: NdArray<Float64Array>): number {
  const means = columnMeans(points);
  const d = means.length;
  const { data } = points;
  let sum = 0;
  for (let i = 0; i < data.length; i++) sum += (data[i]! - means[i % d]!) ** 2;
  return sum / data.length;
}

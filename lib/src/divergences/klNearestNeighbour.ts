import digamma from "@stdlib/math-base-special-digamma";
import type { NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { KdTree } from "./nearestNeighbours/KdTree.js";
import { readSamplePair, type Samples } from "./samples.js";
import { inUnit, type UnitOptions } from "./unit.js";

export interface KlNearestNeighbourOptions extends UnitOptions {
  /** Which neighbour measures the density at a point: the k-th; 1 if left out. More smooths, with more bias. */
  readonly k?: number;
  /**
   * Whether to measure both densities over one ball around each point. That takes off the bias that comes of a q much
   * wider than p, so that the y lie farther away than the x; not the one from parts of p where there are no y.
   */
  readonly biasReduced?: boolean;
}

/**
 * Estimates KL(p ‖ q) from samples x of p and y of q alone, by the Euclidean distances from each x to its k-th nearest
 * neighbours among the other x and among the y: Wang, Kulkarni & Verdú (2009), "Divergence Estimation for Multidimensional
 * Densities via k-Nearest-Neighbor Distances", equation 5, or with `biasReduced` equation 29.
 *
 * It converges to the divergence, but from finite samples it is biased: too small, often by much, where y leaves out parts
 * of p. In more than about ten dimensions no number of samples will do. It may come out negative. Both distributions must
 * have densities: for counts or categories compare frequencies with `klDivergence`.
 *
 * @param x n > k samples of p
 * @param y m ≥ k samples of q, numbers or rows like x
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws InvalidArgumentError for a k that is no positive integer or too large for the samples, and where repeated
 *   samples make a distance zero
 * @throws ShapeError for samples that are empty or ragged, or differ in dimension; NonFiniteError for NaN or infinities
 */
export function klNearestNeighbour(x: Samples, y: Samples, options: KlNearestNeighbourOptions = {}): number {
  const { k = 1, biasReduced = false } = options ?? {};
  const pair = readSamplePair(x, y);
  const scale = unitScale(pair.x.points, pair.y.points);
  const points = scaled(pair.x.points, scale);
  const others = scaled(pair.y.points, scale);
  const [n, d] = points.shape as [number, number];
  const m = others.shape[0] as number;
  checkK(k, n, m);

  const ofX = new KdTree(points);
  const ofY = new KdTree(others);
  const overOneBall = (point: Float64Array, radius: number): number => {
    const near = ofX.within(point, radius);
    const other = ofY.within(point, radius);
    const ratio = Math.log(other.farthest) - Math.log(near.farthest);
    return (d / 2) * ratio + digamma(near.count - 1) - digamma(other.count);
  };
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const point = points.data.subarray(i * d, (i + 1) * d);
    // The point itself is the nearest in its own tree.
    const inX = positive(ofX.nearest(point, k + 1)[k] as number, i, "x");
    const inY = positive(ofY.nearest(point, k)[k - 1] as number, i, "y");
    sum += biasReduced ? overOneBall(point, Math.max(inX, inY)) : (d / 2) * (Math.log(inY) - Math.log(inX));
  }
  return inUnit(sum / n + Math.log(m / (n - 1)), options);
}

/** A power of two that brings the samples to about 1, where squares neither overflow nor underflow; KL has no unit. */
function unitScale(...samples: readonly NdArray<Float64Array>[]): number {
  const largest = samples.reduce(
    (max, { data }) => data.reduce((most, value) => Math.max(most, Math.abs(value)), max),
    0,
  );
  if (largest === 0) return 1;
  // Kept within what is itself a finite number.
  return 2 ** -Math.max(-1000, Math.min(1000, Math.floor(Math.log2(largest))));
}

function scaled({ data, shape }: NdArray<Float64Array>, scale: number): NdArray<Float64Array> {
  return { data: data.map((value) => value * scale), shape };
}

function checkK(k: number, n: number, m: number): void {
  if (!Number.isSafeInteger(k) || k < 1) {
    throw new InvalidArgumentError(`k must be an integer from 1, but is ${String(k)}.`);
  }
  if (n <= k || m < k) {
    throw new InvalidArgumentError(
      `The ${k}-th nearest neighbour needs at least ${k + 1} samples x and ${k} samples y, but there are ${n} and ${m}. ` +
        "Give more samples or a smaller k.",
    );
  }
}

function positive(squared: number, i: number, among: "x" | "y"): number {
  if (squared > 0) return squared;
  const what = among === "x" ? "is repeated in x" : "also occurs in y";
  throw new InvalidArgumentError(
    `Sample ${i} of x ${what}, so that the distance to its nearest neighbour is zero: samples of a density contain no ` +
      "duplicates. Remove them, or add a little noise (jitter) if the data were rounded.",
  );
}

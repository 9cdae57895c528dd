import type { NdArray } from "../../array/index.js";
import { assignToNearest, type Assignment } from "./assignToNearest.js";
import { squaredDistance } from "../squaredDistance.js";
import type { Work } from "../Work.js";

/** Where Lloyd's algorithm ended. `inertia` is the sum of squared distances to the nearest centre. */
export interface LloydResult {
  readonly centers: Float64Array;
  readonly labels: Int32Array;
  readonly inertia: number;
  readonly nIter: number;
  readonly converged: boolean;
}

/**
 * Lloyd's algorithm: assign each point to its nearest centre, move each centre to the mean of its points, until no label
 * changes or the centres move by no more than `tolerance` (sum of squares). An empty cluster takes the farthest point.
 */
export function* lloyd(
  points: NdArray<Float64Array>,
  start: Float64Array,
  { maxIter, tolerance }: { maxIter: number; tolerance: number },
): Work<LloydResult> {
  const d = points.shape[1]!;
  const K = start.length / d;
  let centers = start;
  let assignment = yield* assignToNearest(points, centers);
  let converged = false;
  let nIter = 0;
  while (nIter < maxIter && !converged) {
    nIter++;
    const moved = meansOfClusters(points, assignment, K);
    let shift = 0;
    for (let k = 0; k < K; k++) shift += squaredDistance(moved, k, centers, k, d);
    const next = yield* assignToNearest(points, moved);
    const settled = next.labels.every((label, i) => label === assignment.labels[i]);
    converged = settled || shift <= tolerance;
    // An iteration begins with an assignment: that nothing changes, the next one finds.
    if (settled && shift > tolerance && nIter < maxIter) nIter++;
    centers = moved;
    assignment = next;
  }
  const inertia = assignment.distances.reduce((sum, distance) => sum + distance, 0);
  return { centers, labels: assignment.labels, inertia, nIter, converged };
}

function meansOfClusters(
  { data, shape }: NdArray<Float64Array>,
  { labels, distances }: Assignment,
  K: number,
): Float64Array {
  const [n, d] = shape as [number, number];
  const counts = new Float64Array(K);
  for (const k of labels) counts[k]!++;
  const owners = counts.includes(0) ? fillEmpty(labels, distances, counts) : labels;
  const means = new Float64Array(K * d);
  for (let i = 0; i < n; i++) {
    const k = owners[i]!;
    for (let j = 0; j < d; j++) means[k * d + j]! += data[i * d + j]! / counts[k]!;
  }
  return means;
}

/** Gives each empty cluster the farthest point of a cluster that has others. Changes the counts. */
function fillEmpty(labels: Int32Array, distances: Float64Array, counts: Float64Array): Int32Array {
  const farthest = labels.map((_, i) => i).sort((a, b) => distances[b]! - distances[a]!);
  const owners = labels.slice();
  let next = 0;
  for (let k = 0; k < counts.length; k++) {
    if (counts[k]! > 0) continue;
    while (counts[owners[farthest[next]!]!]! < 2) next++;
    const row = farthest[next++]!;
    counts[owners[row]!]!--;
    counts[k] = 1;
    owners[row] = k;
  }
  return owners;
}

import type { NdArray } from "../../array/index.js";
import { squaredDistance } from "../squaredDistance.js";
import type { Work } from "../Work.js";

/** The nearest centre of each point, and the squared distance to it. */
export interface Assignment {
  readonly labels: Int32Array;
  readonly distances: Float64Array;
}

/** Points between two pauses. */
const step = 4096;

/**
 * @param points shape `[n, d]`
 * @param centers K rows of d
 */
export function* assignToNearest(
  { data, shape }: NdArray<Float64Array>,
  centers: Float64Array,
): Work<Assignment> {
  const [n, d] = shape as [number, number];
  const K = centers.length / d;
  const labels = new Int32Array(n);
  const distances = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    if (i % step === 0) yield;
    let smallest = Infinity;
    for (let k = 0; k < K; k++) {
      const distance = squaredDistance(data, i, centers, k, d);
      if (distance < smallest) {
        smallest = distance;
        labels[i] = k;
      }
    }
    distances[i] = smallest;
  }
  return { labels, distances };
}

import type { NdArray } from "../../array/index.js";
import type { Rng } from "../../random/index.js";
import { squaredDistance } from "../squaredDistance.js";
import type { Work } from "../Work.js";

/**
 * The rows of K starting centres by greedy k-means++ (Arthur & Vassilvitskii 2007): each next row is the best of
 * 2 + ⌊ln K⌋ draws with probability proportional to the squared distance to the nearest row so far. All rows differ.
 *
 * @param points shape `[n, d]`, n ≥ K
 */
export function* kMeansPlusPlus({ data, shape }: NdArray<Float64Array>, K: number, rng: Rng): Work<number[]> {
  const [n, d] = shape as [number, number];
  const chosen = [rng.integer(n)];
  let nearest = nearestWith(chosen[0]!, new Float64Array(n).fill(Infinity));
  const trials = 2 + Math.floor(Math.log(K));
  while (chosen.length < K) {
    let best = { row: -1, distances: nearest, potential: Infinity };
    for (let trial = 0; trial < trials; trial++) {
      yield;
      const row = draw(nearest);
      const distances = nearestWith(row, nearest);
      const potential = sum(distances);
      if (potential < best.potential) best = { row, distances, potential };
    }
    chosen.push(best.row);
    nearest = best.distances;
  }
  return chosen;

  /** The squared distances to the nearest of the rows so far and one more. */
  function nearestWith(row: number, before: Float64Array): Float64Array {
    const distances = new Float64Array(n);
    for (let i = 0; i < n; i++) distances[i] = Math.min(squaredDistance(data, i, data, row, d), before[i]!);
    return distances;
  }

  function draw(weights: Float64Array): number {
    const total = sum(weights);
    if (!(total > 0)) return drawUnchosen();
    let left = rng.uniform() * total;
    let last = -1;
    for (let i = 0; i < n; i++) {
      if (weights[i]! === 0) continue;
      last = i;
      left -= weights[i]!;
      if (left < 0) break;
    }
    return last;
  }

  // All points coincide with chosen ones.
  function drawUnchosen(): number {
    const taken = new Set(chosen);
    const rest = Array.from({ length: n }, (_, i) => i).filter((i) => !taken.has(i));
    return rest[rng.integer(rest.length)]!;
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}

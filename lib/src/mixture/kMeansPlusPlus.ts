import type { NdArray } from "../array/index.js";
import type { Rng } from "../random/index.js";
import { squaredDistance } from "./squaredDistance.js";

/**
 * The rows of K starting centres by greedy k-means++ (Arthur & Vassilvitskii 2007): each next row is the best of
 * 2 + ⌊ln K⌋ draws with probability proportional to the squared distance to the nearest row so far. All rows differ.
 *
 * @param points shape `[n, d]`, n ≥ K
 */
export function kMeansPlusPlus({ data, shape }: NdArray<Float64Array>, K: number, rng: Rng): number[] {
  const [n, d] = shape as [number, number];
  const chosen = [rng.integer(n)];
  let nearest = distancesTo(chosen[0]!);
  const trials = 2 + Math.floor(Math.log(K));
  while (chosen.length < K) {
    let best = { row: -1, distances: nearest, potential: Infinity };
    for (let trial = 0; trial < trials; trial++) {
      const row = draw(nearest);
      const distances = distancesTo(row).map((distance, i) => Math.min(distance, nearest[i]!));
      const potential = distances.reduce((sum, distance) => sum + distance, 0);
      if (potential < best.potential) best = { row, distances, potential };
    }
    chosen.push(best.row);
    nearest = best.distances;
  }
  return chosen;

  function distancesTo(row: number): Float64Array {
    return Float64Array.from({ length: n }, (_, i) => squaredDistance(data, i, data, row, d));
  }

  function draw(weights: Float64Array): number {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
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
    const rest = Array.from({ length: n }, (_, i) => i).filter((i) => !chosen.includes(i));
    return rest[rng.integer(rest.length)]!;
  }
}

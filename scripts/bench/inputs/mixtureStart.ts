import type { NdArray } from "kl-to-vae/array";
import { GaussianMixture } from "kl-to-vae/mixture";
import type { Rng } from "kl-to-vae/random";

/**
 * Where all contestants start EM: equal weights, K of the rows as means, and K times the precision of all rows.
 *
 * @returns the numbers one after the other: weights K, means K × d, precisions K × d × d
 */
export function mixtureStart(rows: NdArray<Float64Array>, K: number, rng: Rng): Float64Array {
  const [n, d] = rows.shape as [number, number];
  const start = new Float64Array(K * (1 + d + d * d)).fill(1 / K, 0, K);
  const { precisions } = new GaussianMixture({ nComponents: 1 }).fit(rows);
  const chosen = rng.permutation(n);
  for (let k = 0; k < K; k++) {
    const row = chosen[k]! * d;
    start.set(rows.data.subarray(row, row + d), K + k * d);
    start.set(precisions.data, K * (1 + d) + k * d * d);
  }
  return start;
}

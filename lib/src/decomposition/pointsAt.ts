import type { NdArray } from "../array/index.js";
import type { Centre } from "./Centre.js";
import { checkRange } from "./checks.js";
import { addScaled } from "./numerics/addScaled.js";
import type { Rows } from "./numerics/rowProducts.js";

/** The points with these coordinates `[n, q]`, each times its length, along components: shape `[n, d]`. */
export function pointsAt(
  { data: z, shape }: NdArray<Float64Array>,
  { mean, correction }: Centre,
  { data: u, count: q, width: d }: Rows,
  lengths: Float64Array,
): NdArray<Float64Array> {
  const n = shape[0]!;
  const data = new Float64Array(n * d);
  for (let i = 0; i < n; i++) {
    data.set(correction, i * d);
    for (let a = 0; a < q; a++) addScaled(data, i * d, z[i * q + a]! * lengths[a]!, u, a * d, d);
    addScaled(data, i * d, 1, mean, 0, d);
  }
  return { data: checkRange(data, "The points"), shape: [n, d] };
}

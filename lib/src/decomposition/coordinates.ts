import type { NdArray } from "../array/index.js";
import { centredBlocks, type Centre } from "./Centre.js";
import { checkRange } from "./checkData.js";
import { addRowProducts, type Rows } from "./numerics/rowProducts.js";
import { addScaled } from "./numerics/vectors.js";

/** The coordinates of centred points along components, each times its factor, shape `[n, q]`; in units of `centre.unit`. */
export function coordinatesOf(
  points: NdArray<Float64Array>,
  centre: Centre,
  components: Rows,
  factors: Float64Array,
): NdArray<Float64Array> {
  const [n, q] = [points.shape[0]!, components.count];
  const data = new Float64Array(n * q);
  for (const block of centredBlocks(points, centre)) {
    addRowProducts(block, components, data.subarray(block.start * q, (block.start + block.count) * q));
  }
  for (let i = 0; i < data.length; i++) data[i]! *= factors[i % q]!;
  return { data: checkRange(data, "The coordinates"), shape: [n, q] };
}

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

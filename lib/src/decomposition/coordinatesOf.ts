import type { NdArray } from "../array/index.js";
import { centredBlocks, type Centre } from "./Centre.js";
import { checkRange } from "./checks.js";
import { addRowProducts, type Rows } from "./numerics/rowProducts.js";

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

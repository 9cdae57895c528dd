import type { NdArray } from "../../array/index.js";
import type { Rows } from "./rowProducts.js";

/** R of shape `[count, count]`, upper triangular, from what `householder` left. */
export function triangle({ data, count, width }: Rows): NdArray<Float64Array> {
  const upper = new Float64Array(count * count);
  for (let j = 0; j < count; j++) for (let i = 0; i <= j; i++) upper[i * count + j] = data[j * width + i]!;
  return { data: upper, shape: [count, count] };
}

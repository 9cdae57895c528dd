import type { NdArray } from "../array/index.js";
import { solveLowerTriangular } from "./solveLowerTriangular.js";

/** L⁻¹ of shape `[d, d]`, lower triangular too, for a lower triangular L with no zero on its diagonal. */
export function invertLowerTriangular(L: NdArray): NdArray<Float64Array> {
  const d = L.shape[0] as number;
  const data = new Float64Array(d * d);
  for (let j = 0; j < d; j++) {
    const unit = new Float64Array(d);
    unit[j] = 1;
    const column = solveLowerTriangular(L, unit);
    for (let i = j; i < d; i++) data[i * d + j] = column[i] as number;
  }
  return { data, shape: [d, d] };
}

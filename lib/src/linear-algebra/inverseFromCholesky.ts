import type { NdArray } from "../array/index.js";
import { invertLowerTriangular } from "./invertLowerTriangular.js";

/** A⁻¹ = L⁻ᵀ L⁻¹ of shape `[d, d]`, from the Cholesky factor L of A; symmetric to the bit. */
export function inverseFromCholesky(L: NdArray): NdArray<Float64Array> {
  const d = L.shape[0] as number;
  const { data: p } = invertLowerTriangular(L);
  const inverse = new Float64Array(d * d);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = 0;
      for (let k = i; k < d; k++) sum += (p[k * d + i] as number) * (p[k * d + j] as number);
      inverse[i * d + j] = inverse[j * d + i] = sum;
    }
  }
  return { data: inverse, shape: [d, d] };
}

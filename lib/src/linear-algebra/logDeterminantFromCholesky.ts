import type { NdArray } from "../array/index.js";

/** ln |A| of A = L Lᵀ, from its Cholesky factor L of shape `[d, d]`: twice the sum of ln Lᵢᵢ. */
export function logDeterminantFromCholesky({ data, shape }: NdArray): number {
  const d = shape[0] as number;
  let sum = 0;
  for (let i = 0; i < d; i++) sum += Math.log(data[i * d + i] as number);
  return 2 * sum;
}

import type { NdArray } from "kl-to-vae/array";
import type { CovarianceType } from "kl-to-vae/mixture";

/** The covariance (or precision) matrices of K components in d dimensions as `[K][d][d]`, whatever their type. */
export function covarianceMatrices(
  type: CovarianceType,
  { data }: Pick<NdArray, "data">,
  K: number,
  d: number,
): number[][][] {
  const entry = (k: number, i: number, j: number): number => {
    switch (type) {
      case "full":
        return data[(k * d + i) * d + j]!;
      case "tied":
        return data[i * d + j]!;
      case "diag":
        return i === j ? data[k * d + i]! : 0;
      case "spherical":
        return i === j ? data[k]! : 0;
    }
  };
  const range = (length: number): number[] => Array.from({ length }, (_, i) => i);
  return range(K).map((k) => range(d).map((i) => range(d).map((j) => entry(k, i, j))));
}

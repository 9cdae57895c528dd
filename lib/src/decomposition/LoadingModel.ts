import type { Centre } from "./Centre.js";
import type { LinearGaussian } from "./LinearGaussian.js";
import type { Rows } from "./numerics/rowProducts.js";

/** Probabilistic PCA as EM moves it: loadings W = Uᵀ diag(lengths), in units of `centre.unit`. */
export interface LoadingModel {
  /** U, orthonormal rows, shape `[q, d]`. */
  readonly components: Rows;
  /** Of the columns of W, descending. */
  readonly lengths: Float64Array;
  readonly noiseVariance: number;
}

export function toLinearGaussian(
  { components, lengths, noiseVariance }: LoadingModel,
  centre: Centre,
): LinearGaussian {
  return {
    centre,
    components,
    variances: lengths.map((length) => length ** 2 + noiseVariance),
    noiseVariance,
  };
}

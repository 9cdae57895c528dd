import type { NdArray } from "../array/index.js";

/**
 * What the components' covariances share: "full" – nothing, "tied" – one matrix for all, "diag" – each its own diagonal
 * matrix, "spherical" – each one variance for all dimensions.
 */
export type CovarianceType = "full" | "tied" | "diag" | "spherical";

/**
 * The parameters of a mixture of K Gaussians in d dimensions. `means` has shape `[K, d]`; `covariances` `[K, d, d]` (full),
 * `[d, d]` (tied), `[K, d]` (diag: variances) or `[K]` (spherical: variances).
 */
export interface MixtureParameters {
  readonly covarianceType: CovarianceType;
  readonly weights: Float64Array;
  readonly means: NdArray<Float64Array>;
  readonly covariances: NdArray<Float64Array>;
}

/** The shape of `covariances` for K components in d dimensions. */
export function covarianceShape(type: CovarianceType, K: number, d: number): number[] {
  switch (type) {
    case "full":
      return [K, d, d];
    case "tied":
      return [d, d];
    case "diag":
      return [K, d];
    case "spherical":
      return [K];
  }
}

/** Whether a type of covariance has entries off the diagonal. */
export function hasFullCovariances(type: CovarianceType): boolean {
  return type === "full" || type === "tied";
}

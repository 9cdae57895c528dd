import type { Scalar } from "../scalar.js";

/**
 * The integers from the lower to the upper tail of this probability, of two discrete distributions together. Relative to the
 * variances, so that the rare value of a nearly certain variable counts.
 */
export function bulkOf(p: Scalar, q: Scalar, tail: number): { readonly from: number; readonly to: number } {
  const negligible = Math.max(tail * Math.min(1, p.variance, q.variance), Number.MIN_VALUE);
  return {
    from: Math.min(p.quantile(negligible), q.quantile(negligible)),
    to: Math.max(p.upperQuantile(negligible), q.upperQuantile(negligible)),
  };
}

import { Normal } from "../distributions/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { covers } from "./covers.js";
import { perspectiveSum } from "./perspectiveSum.js";

/**
 * Pearson's χ² divergence Σ (p − q)² / q; it is an upper bound of KL(p ‖ q). ∞ where the support is not covered, and
 * for two normals when p's variance is at least twice q's. Other one-dimensional distributions are integrated.
 *
 * @throws NonFiniteError if the integral diverges
 */
export function chiSquaredDivergence(p: DivergenceArgument, q: DivergenceArgument): number {
  const pair = pairOf(p, q);
  if (pair.kind === "distributions") {
    if (pair.p instanceof Normal && pair.q instanceof Normal) return betweenNormals(pair.p, pair.q);
    if (!covers(pair.q, pair.p)) return Infinity;
  }
  return perspectiveSum(pair, (a, b) => (a === b ? 0 : ((a - b) / b) * (a - b)));
}

/** exp(Δ² / (2σq² − σp²)) σq² / (σp √(2σq² − σp²)) − 1, with r = σp/σq and Δ in units of σq. */
function betweenNormals(p: Normal, q: Normal): number {
  const r = p.sd / q.sd;
  const excess = ((p.sd - q.sd) * (1 + r)) / q.sd;
  const z = (p.mean - q.mean) / q.sd;
  if (excess >= 1) return Infinity;
  // r² (2 − r²) = 1 − (r² − 1)²
  return Math.expm1((z * z) / (1 - excess) - 0.5 * Math.log1p(-excess * excess));
}

import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";
import { renyiInNats } from "./renyiInNats.js";

/**
 * Pearson's χ² divergence Σ (p − q)² / q; it is an upper bound of KL(p ‖ q). ∞ where the support is not covered, and
 * for two normals when p's variance is at least twice q's. Exact for vectors and for pairs of one family whose Rényi
 * divergence has a closed form; other one-dimensional distributions are integrated by quadrature.
 *
 * @throws NonFiniteError if the integral diverges
 * @throws NoClosedFormError in several dimensions, where there is no closed form
 */
export function chiSquaredDivergence(p: DivergenceArgument, q: DivergenceArgument): number {
  const pair = pairOf(p, q);
  // Σ p² / q = exp(D₂)
  if (pair.kind === "distributions") return Math.expm1(renyiInNats(pair, 2));
  return perspectiveSum(pair, (_, b, difference) => (difference === 0 ? 0 : (difference / b) * difference));
}

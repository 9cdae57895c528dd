import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";

/**
 * The total variation distance ½ Σ |p − q|: the largest difference of the two probabilities of any event, from 0 to 1.
 * One-dimensional distributions are integrated by quadrature.
 */
export function totalVariationDistance(p: DivergenceArgument, q: DivergenceArgument): number {
  return Math.min(
    1,
    perspectiveSum(pairOf(p, q), (a, b) => 0.5 * Math.abs(a - b)),
  );
}

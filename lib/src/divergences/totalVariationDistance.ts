import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";

/**
 * The total variation distance ½ Σ |p − q|: the largest difference of the two probabilities of any event, from 0 to 1.
 * One-dimensional distributions are integrated by quadrature between the places where the densities cross.
 *
 * @throws NoClosedFormError in several dimensions
 */
export function totalVariationDistance(p: DivergenceArgument, q: DivergenceArgument): number {
  return Math.min(
    1,
    perspectiveSum(pairOf(p, q), (_a, _b, difference) => 0.5 * Math.abs(difference)),
  );
}

import { klTerm } from "../distributions/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The Jensen–Shannon divergence ½ KL(p ‖ m) + ½ KL(q ‖ m), m = ½p + ½q: symmetric, from 0 to log 2, and the square of
 * SciPy's `jensenshannon` distance. One-dimensional distributions are integrated by quadrature.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws NoClosedFormError in several dimensions
 */
export function jensenShannonDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  options: UnitOptions = {},
): number {
  return inUnit(Math.min(Math.LN2, perspectiveSum(pairOf(p, q), jensenShannonTerm)), options);
}

function jensenShannonTerm(a: number, b: number, difference: number): number {
  const middle = a / 2 + b / 2;
  // Half of the smallest double rounds to zero.
  if (middle === 0) return 0;
  return 0.5 * (klTerm(a, middle, difference / 2) + klTerm(b, middle, -difference / 2));
}

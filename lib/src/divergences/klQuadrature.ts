import type { Distribution } from "../distributions/index.js";
import { NoClosedFormError } from "../errors/index.js";
import { pairOf } from "./arguments.js";
import { covers } from "./covers.js";
import { isScalar } from "./perspectiveSum.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * KL(p ‖ q) in one dimension by adaptive quadrature (a sum, for discrete distributions), to about 1e-10 of its value.
 *
 * @returns nats, or bits with `{ unit: "bits" }`; ∞ where the support is not covered
 * @throws NoClosedFormError in several dimensions, NonFiniteError if the integral does not converge
 */
export function klQuadrature(p: Distribution, q: Distribution, options: UnitOptions = {}): number {
  pairOf(p, q);
  if (!isScalar(p)) {
    throw new NoClosedFormError("klQuadrature is for one-dimensional distributions. Use klMonteCarlo.");
  }
  if (!covers(q, p)) return Infinity;
  let uncovered = false;
  const nats = p.expectation((x) => {
    const logP = p.logProb(x);
    const logQ = q.logProb(x);
    if (logQ === -Infinity && logP > -Infinity) uncovered = true;
    return uncovered || logP === -Infinity ? 0 : logP - logQ;
  });
  return uncovered ? Infinity : inUnit(Math.max(0, nats), options);
}

import { expm1MinusX, klTerm, type Distribution } from "../distributions/index.js";
import { NoClosedFormError } from "../errors/index.js";
import { pairOf } from "./arguments.js";
import { sameKind } from "./covers.js";
import { coversGaps } from "./coversGaps.js";
import { massSum } from "./densities/massSum.js";
import { Overlap, type Term } from "./densities/overlap.js";
import { massesOf } from "./densities/masses.js";
import { isScalar } from "./scalar.js";
import { sameDistribution } from "./sameDistribution.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * KL(p ‖ q) in one dimension by adaptive quadrature (a sum, for discrete distributions), to about 1e-10 of its value; less where two
 * distributions of different families, or mixtures, nearly agree. Never negative, and zero for equal distributions.
 *
 * @returns nats, or bits with `{ unit: "bits" }`; ∞ where the support is not covered
 * @throws NoClosedFormError in several dimensions, ShapeError if p and q differ in dimension
 * @throws NonFiniteError if the integral does not converge, as when p's tails are too heavy for q
 */
export function klQuadrature(p: Distribution, q: Distribution, options: UnitOptions = {}): number {
  const pair = pairOf(p, q);
  if (!isScalar(p) || !isScalar(q)) {
    throw new NoClosedFormError("klQuadrature is for one-dimensional distributions. Use klMonteCarlo.");
  }
  if (sameDistribution(p, q)) return inUnit(0, options);
  if (!sameKind(p, q) || !coversGaps(q, p)) return inUnit(Infinity, options);
  const masses = massesOf(pair);
  if (masses !== undefined) {
    return inUnit(
      masses.reduce((sum, { a, b, difference }) => sum + klTerm(a, b, difference), 0),
      options,
    );
  }
  return inUnit(p.support.discrete ? massSum(p, q, term) : new Overlap(p, q).integral(term), options);
}

/** p log p/q − p + q, which is not negative, where p = 2m / (1 + q/p) and q = 2m / (1 + p/q). */
const term: Term = (logRatio, logMass) => {
  const p = 2 / (1 + Math.exp(-logRatio));
  const q = 2 / (1 + Math.exp(logRatio));
  const cost = logRatio > -1 ? p * expm1MinusX(-logRatio) : (p === 0 ? 0 : p * (logRatio - 1)) + q;
  return Math.exp(logMass) * cost;
};

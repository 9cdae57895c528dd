import { expm1MinusX, Normal } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { pairOf, type DivergenceArgument, type Pair } from "./arguments.js";
import { covers } from "./covers.js";
import { klDivergence } from "./klDivergence.js";
import { perspectiveSum } from "./perspectiveSum.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * Rényi's divergence log(Σ p^α q^(1 − α)) / (α − 1) of order α > 0; for α = 1 it is KL(p ‖ q). Exact for vectors and two
 * normals; other one-dimensional distributions are integrated by quadrature.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws InvalidArgumentError unless α is positive and finite; NonFiniteError if the integral diverges
 */
export function renyiDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  alpha: number,
  options: UnitOptions = {},
): number {
  if (!(alpha > 0 && Number.isFinite(alpha))) {
    throw new InvalidArgumentError(`alpha must be positive and finite, but is ${String(alpha)}.`);
  }
  if (alpha === 1) return klDivergence(p, q, options);
  return inUnit(Math.max(0, inNats(pairOf(p, q), alpha)), options);
}

function inNats(pair: Pair, alpha: number): number {
  if (pair.kind === "distributions") {
    if (pair.p instanceof Normal && pair.q instanceof Normal) return betweenNormals(pair.p, pair.q, alpha);
    if (alpha > 1 && !covers(pair.q, pair.p)) return Infinity;
  }
  // Σ [p^α q^(1−α) − αp − (1−α)q] is the sum less 1, from terms of one sign; at p = q it is exactly zero.
  const excess = perspectiveSum(pair, (a, b) => powerTerm(a, b, alpha));
  // Far from 1 the sum itself is the better one: it may be too small to be seen next to 1.
  const logSum =
    excess > -0.5 ? Math.log1p(excess) : Math.log(perspectiveSum(pair, (a, b) => power(a, b, alpha)));
  return logSum / (alpha - 1);
}

/** a^α b^(1 − α). */
function power(a: number, b: number, alpha: number): number {
  return Math.exp(alpha * Math.log(a) + (1 - alpha) * Math.log(b));
}

function powerTerm(a: number, b: number, alpha: number): number {
  if (a === b) return 0;
  if (a === 0) return (alpha - 1) * b;
  if (b === 0) return alpha > 1 ? Infinity : -alpha * a;
  // e^(αl) − 1 − α (e^l − 1) for l = log(a / b), without the parts linear in l, which cancel.
  const excess = (a - b) / b;
  if (Math.abs(excess) > 0.5) return power(a, b, alpha) - alpha * a - (1 - alpha) * b;
  const l = Math.log1p(excess);
  return b * (expm1MinusX(alpha * l) - alpha * expm1MinusX(l));
}

/** α z² / 2v − log(v / r^(2(1−α))) / 2(α − 1), with r = σp/σq, v = α + (1 − α) r² and z the shift in units of σq. */
function betweenNormals(p: Normal, q: Normal, alpha: number): number {
  const r = p.sd / q.sd;
  const z = (p.mean - q.mean) / q.sd;
  const excess = (1 - alpha) * ((p.sd - q.sd) / q.sd) * (1 + r);
  if (excess <= -1) return Infinity;
  const scale = (Math.log1p(excess) / (1 - alpha) - 2 * Math.log(r)) / 2;
  return (alpha * z * z) / (2 * (1 + excess)) + scale;
}

import { expm1MinusX, klTerm } from "../distributions/index.js";
import type { Pair } from "./arguments.js";
import { findRenyi } from "./closedForms/renyi.js";
import { covers, sameKind } from "./covers.js";
import { powerDiverges } from "./densities/tails.js";
import { logPowerSum, perspectiveSum } from "./perspectiveSum.js";
import { isScalar } from "./scalar.js";
import { sameDistribution } from "./sameDistribution.js";

/** From here on |log Σ p^α q^(1 − α)| is precise by itself; below, from what the sum differs from 1 by. */
const FAR = 0.5;

/** Rényi's divergence of order α ≠ 1 in nats, by a closed form, a sum or quadrature; not negative. */
export function renyiInNats(pair: Pair, alpha: number): number {
  // For small orders by that of 1 − α with p and q exchanged, which α is known to its last digit.
  if (alpha < 0.5) return (alpha / (1 - alpha)) * ofOrder(exchanged(pair), 1 - alpha, alpha);
  return ofOrder(pair, alpha, 1 - alpha);
}

function exchanged({ kind, p, q }: Pair): Pair {
  return { kind, p: q, q: p } as Pair;
}

/** @param rest 1 − α, more exactly than that difference */
function ofOrder(pair: Pair, alpha: number, rest: number): number {
  if (pair.kind === "distributions") {
    const { p, q } = pair;
    if (sameDistribution(p, q)) return 0;
    if (!sameKind(p, q) || (alpha > 1 && !covers(q, p))) return Infinity;
    const closed = findRenyi(p, q, alpha, rest);
    if (closed !== undefined) return Math.max(0, closed);
    if (alpha > 1 && isScalar(p) && isScalar(q) && !p.support.discrete && powerDiverges(p, q, alpha))
      return Infinity;
  }
  const logSum = logPowerSum(pair, alpha);
  if (Math.abs(logSum) > FAR) return -logSum / rest;
  const excess = perspectiveSum(pair, (a, b, difference) => powerExcess(a, b, difference, rest));
  return Math.max(0, -Math.log1p(excess) / rest);
}

/** a^(1 − r) b^r − (1 − r)a − rb, of one sign and without cancellation: r may be close to 0 and a to b. */
function powerExcess(a: number, b: number, difference: number, r: number): number {
  if (difference === 0) return 0;
  if (a === 0) return -r * b;
  if (b === 0) return r < 0 ? Infinity : (r - 1) * a;
  const excess = difference / b;
  const logRatio = Math.abs(excess) <= 0.5 ? Math.log1p(excess) : Math.log(a) - Math.log(b);
  return a * expm1MinusX(-r * logRatio) - r * klTerm(a, b, difference);
}

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
  if (pair.kind === "distributions") {
    const { p, q } = pair;
    if (sameDistribution(p, q)) return 0;
    if (!sameKind(p, q) || (alpha > 1 && !covers(q, p))) return Infinity;
    const closed = findRenyi(p, q, alpha);
    if (closed !== undefined) return Math.max(0, closed);
    if (alpha > 1 && isScalar(p) && isScalar(q) && !p.support.discrete && powerDiverges(p, q, alpha))
      return Infinity;
  }
  const logSum = logPowerSum(pair, alpha);
  if (Math.abs(logSum) > FAR) return logSum / (alpha - 1);
  const excess = perspectiveSum(pair, (a, b, difference) => powerExcess(a, b, difference, alpha));
  return Math.max(0, Math.log1p(excess) / (alpha - 1));
}

/** a^α b^(1 − α) − αa − (1 − α)b, of one sign and without cancellation: α may be close to 1 and a to b. */
function powerExcess(a: number, b: number, difference: number, alpha: number): number {
  if (difference === 0) return 0;
  // The powers are those of order 1 − α with a and b exchanged.
  if (alpha < 0.5) return powerExcess(b, a, -difference, 1 - alpha);
  if (a === 0) return (alpha - 1) * b;
  if (b === 0) return alpha > 1 ? Infinity : -alpha * a;
  const excess = difference / b;
  const logRatio = Math.abs(excess) <= 0.5 ? Math.log1p(excess) : Math.log(a) - Math.log(b);
  return a * expm1MinusX((alpha - 1) * logRatio) + (alpha - 1) * klTerm(a, b, difference);
}

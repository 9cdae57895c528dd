import { logSumExp, softplus } from "../distributions/index.js";
import { NoClosedFormError, NonFiniteError } from "../errors/index.js";
import type { Pair } from "./arguments.js";
import { sameKind } from "./covers.js";
import { logMassSum, massSum } from "./densities/massSum.js";
import { Overlap, type Term } from "./densities/overlap.js";
import { massesOf } from "./densities/masses.js";
import { isScalar, type Scalar } from "./scalar.js";
import { sameDistribution } from "./sameDistribution.js";

/** A function of two masses or densities with g(ta, tb) = t g(a, b); it is told a − b apart, which close a and b would lose. */
export type Perspective = (a: number, b: number, difference: number) => number;

/**
 * Σ g(pᵢ, qᵢ), or ∫ g(p(x), q(x)) dx in one dimension, for the perspective g of an f-divergence's generator. The integral
 * is E_m g(p/m, q/m) under m = ½p + ½q, where both ratios are at most 2.
 *
 * Where the two have no common space (one discrete, one not) they share no mass.
 *
 * @throws NoClosedFormError in several dimensions, NonFiniteError if the integral diverges
 */
export function perspectiveSum(pair: Pair, g: Perspective): number {
  if (pair.kind === "distributions") {
    if (sameDistribution(pair.p, pair.q)) return 0;
    if (!sameKind(pair.p, pair.q)) return g(1, 0, 1) + g(0, 1, -1);
  }
  const masses = massesOf(pair);
  if (masses !== undefined) return masses.reduce((sum, { a, b, difference }) => sum + g(a, b, difference), 0);
  const { p, q } = scalars(pair);
  const term = termOf(g);
  return p.support.discrete ? massSum(p, q, term) : new Overlap(p, q).integral(term);
}

/**
 * log Σ p^α q^(1 − α), also where the sum is out of a double's range; for two of one kind.
 *
 * @throws as {@link perspectiveSum}
 */
export function logPowerSum(pair: Pair, alpha: number): number {
  const logPower = (logA: number, logB: number): number => alpha * logA + (1 - alpha) * logB;
  const masses = massesOf(pair)?.filter(({ a, b }) => a > 0 || b > 0);
  if (masses !== undefined) return logSumExp(masses.map(({ a, b }) => logPower(Math.log(a), Math.log(b))));
  const { p, q } = scalars(pair);
  const term: Term = (logRatio, logMass) =>
    logMass + logPower(Math.LN2 - softplus(-logRatio), Math.LN2 - softplus(logRatio));
  return p.support.discrete ? logMassSum(p, q, term) : new Overlap(p, q).logIntegral(term);
}

function scalars(pair: Pair): { readonly p: Scalar; readonly q: Scalar } {
  if (pair.kind === "distributions" && isScalar(pair.p) && isScalar(pair.q)) return { p: pair.p, q: pair.q };
  throw new NoClosedFormError(
    "This divergence has no closed form here in several dimensions: average over samples.",
  );
}

/** g(p, q) as m g(p/m, q/m), of the logarithms of p/q and m. */
function termOf(g: Perspective): Term {
  return (logRatio, logMass) => {
    // A mass that exists counts, however small.
    const least = Number.isFinite(logRatio) ? Number.MIN_VALUE : 0;
    const a = Math.max(2 / (1 + Math.exp(-logRatio)), least);
    const b = Math.max(2 / (1 + Math.exp(logRatio)), least);
    const value = g(a, b, 2 * Math.tanh(logRatio / 2));
    if (Number.isNaN(value)) throw new NonFiniteError("The integrand is not a number: its terms overflow.");
    return value === 0 ? 0 : Math.exp(logMass) * value;
  };
}

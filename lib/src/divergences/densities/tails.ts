import {
  Beta,
  Cauchy,
  type Exponential,
  Gamma,
  Gumbel,
  HalfNormal,
  Laplace,
  LogNormal,
  Normal,
  Pareto,
  StudentT,
  type Univariate,
} from "../../distributions/index.js";
import type { Scalar } from "../scalar.js";
import { parts } from "./parts.js";

/** What grows with the distance u from the middle (or with 1/u, at a finite end); the log density falls off as rate times it. */
const LOG = 1;
const LOG_SQUARED = 2;
const LINEAR = 3;
const SQUARE = 4;
const EXPONENTIAL = 5;

/** How a density falls off towards an end: as exp(−rate · growth), for LOG less another log u. */
export interface Tail {
  readonly end: number;
  readonly growth: number;
  readonly rate: number;
}

/** The heaviest tail of a continuous distribution at its lower (side −1) or upper (side 1) end. */
function tailOn(p: Scalar, side: -1 | 1): Tail {
  const tails = parts(p).map(({ part }) => tailOfPart(part, side));
  return tails.reduce((heaviest, tail) => (isHeavier(tail, heaviest, side) ? tail : heaviest));
}

/** Whether ∫ p^α q^(1 − α) diverges for α > 1 as p's tails outweigh q's, by the first order of both. */
export function powerDiverges(p: Scalar, q: Scalar, alpha: number): boolean {
  return ([-1, 1] as const).some((side) => {
    const [ofP, ofQ] = [tailOn(p, side), tailOn(q, side)];
    if (ofP.end !== ofQ.end || ofP.growth > ofQ.growth) return false;
    if (ofP.growth < ofQ.growth) return true;
    const rate = alpha * ofP.rate + (1 - alpha) * ofQ.rate;
    if (ofP.growth === EXPONENTIAL) return ofP.rate < ofQ.rate;
    return ofP.growth === LOG ? rate <= 0 : rate < 0;
  });
}

function isHeavier(a: Tail, b: Tail, side: -1 | 1): boolean {
  if (a.end !== b.end) return side * a.end > side * b.end;
  return a.growth === b.growth ? a.rate < b.rate : a.growth < b.growth;
}

function tailOfPart(part: Univariate, side: -1 | 1): Tail {
  const end = side < 0 ? part.support.lower : part.support.upper;
  if (part instanceof LogNormal) return { end, growth: LOG_SQUARED, rate: 0.5 / part.sigma ** 2 };
  if (!Number.isFinite(end)) return { end, ...atInfinity(part, side) };
  if (side < 0 && part instanceof Gamma) return { end, growth: LOG, rate: part.shape };
  if (part instanceof Beta) return { end, growth: LOG, rate: side < 0 ? part.a : part.b };
  // A density that is finite at the end.
  return { end, growth: LOG, rate: 1 };
}

function atInfinity(part: Univariate, side: -1 | 1): Omit<Tail, "end"> {
  if (part instanceof Normal) return { growth: SQUARE, rate: 0.5 / part.sd ** 2 };
  if (part instanceof HalfNormal) return { growth: SQUARE, rate: 0.5 / part.scale ** 2 };
  if (part instanceof Cauchy) return { growth: LOG, rate: 1 };
  if (part instanceof StudentT) return { growth: LOG, rate: part.df };
  if (part instanceof Pareto) return { growth: LOG, rate: part.shape };
  if (part instanceof Gumbel) return { growth: side < 0 ? EXPONENTIAL : LINEAR, rate: 1 / part.scale };
  if (part instanceof Laplace) return { growth: LINEAR, rate: 1 / part.scale };
  return { growth: LINEAR, rate: (part as Exponential | Gamma).rate };
}

/** The order from which on E |X|^order is infinite; no discrete distribution here has one. */
export function momentLimit(p: Scalar): number {
  if (p.support.discrete) return Infinity;
  const limits = ([-1, 1] as const).map((side) => tailOn(p, side)).filter(({ end }) => !Number.isFinite(end));
  return Math.min(...limits.map(({ growth, rate }) => (growth === LOG ? rate : Infinity)));
}

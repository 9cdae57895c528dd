import { integrate, type Univariate } from "../../distributions/index.js";
import { NonFiniteError } from "../../errors/index.js";
import type { Scalar } from "../scalar.js";
import { logDensityRatio, type LogRatio } from "./logDensityRatio.js";
import { FURTHEST_LOGIT, inOrder, logitAt, LOGITS, pointAt, tailOf } from "./logit.js";
import { parts, placesOf, type WeightedPart } from "./parts.js";
import { signChanges } from "./signChanges.js";

/** A function of log p/q that is averaged, and the logarithm of the mass at the place. */
export type Term = (logRatio: number, logMass: number) => number;

/** One component of p or q, as a place to integrate over by the logit of its distribution function. */
interface Piece {
  readonly part: Univariate;
  /** The logarithm of its weight in ½p + ½q. */
  readonly logWeight: number;
  readonly breakpoints: readonly number[];
}

const UNRESOLVED_TAIL = 1e-6;
/** What the integrand may still be at the ends, relative to the integral. */
const NEGLIGIBLE_END = 1e-13;

/** Two densities made ready to integrate functions of their ratio under ½p + ½q. */
export class Overlap {
  readonly #ratio: LogRatio;
  readonly #pieces: readonly Piece[];

  constructor(p: Scalar, q: Scalar) {
    const all = [...parts(p), ...parts(q)];
    this.#ratio = besideEnds(logDensityRatio(p, q), all);
    const places = all.flatMap(({ part }) => placesOf(part));
    this.#pieces = all.map(({ part, weight }) => {
      const logits = inOrder([...LOGITS, ...places.map((x) => logitAt(part, x))]);
      // Where the densities cross, |p − q| and its like have a kink.
      const crossings = signChanges((s) => this.#ratio(inside(part, s)), logits);
      const breakpoints = inOrder([...logits, ...crossings]);
      return { part, logWeight: Math.log(weight / 2), breakpoints };
    });
  }

  /**
   * ∫ term(log p/q, log of the mass), by quadrature over each component, with the quantiles and ends of all of them and the
   * places where the densities cross as breakpoints.
   *
   * @throws NonFiniteError if it does not converge, or depends on what is out of a double's reach
   */
  integral(term: Term): number {
    const scale = this.#largest((logRatio, logMass) => Math.abs(term(logRatio, logMass)));
    if (scale === 0 || scale === Infinity) return scale;
    let ends = 0;
    let total = 0;
    for (const piece of this.#pieces) {
      const at = (s: number): number => this.#at(piece, s, term) / scale;
      total += integrate(at, piece.breakpoints);
      ends += Math.abs(at(-FURTHEST_LOGIT)) + Math.abs(at(FURTHEST_LOGIT));
    }
    if (ends <= NEGLIGIBLE_END * Math.abs(total)) return total * scale;
    throw new NonFiniteError(
      "The integral is infinite, or too much of it lies in tails whose probabilities are below the smallest number.",
    );
  }

  /** log ∫ exp(term(log p/q, log of the mass)), also where the integral is out of a double's range. @throws as the integral */
  logIntegral(term: Term): number {
    const largest = this.#largest(term);
    if (!Number.isFinite(largest)) return largest;
    return (
      largest + Math.log(this.integral((logRatio, logMass) => Math.exp(term(logRatio, logMass) - largest)))
    );
  }

  /** The largest value of term at the breakpoints and between them. */
  #largest(term: Term): number {
    return this.#pieces.reduce(
      (most, piece) =>
        piece.breakpoints.reduce((largest, s, i) => {
          const middle = (s + (piece.breakpoints[i + 1] ?? s)) / 2;
          return Math.max(largest, this.#at(piece, s, term), this.#at(piece, middle, term));
        }, most),
      -Infinity,
    );
  }

  #at({ part, logWeight }: Piece, s: number, term: Term): number {
    const logMass = logWeight - Math.abs(s) - 2 * Math.log1p(Math.exp(-Math.abs(s)));
    return term(this.#ratio(inside(part, s)), logMass);
  }
}

/** At an end of a support, where one density may be infinite, the ratio is that of the next number. */
function besideEnds(ratio: LogRatio, all: readonly WeightedPart[]): LogRatio {
  const ends = new Set(all.flatMap(({ part }) => [part.support.lower, part.support.upper]));
  return (x) => {
    const value = ratio(x);
    if (value !== Infinity || !ends.has(x)) return value;
    const gap = ulp(x);
    return Math.min(ratio(x - gap), ratio(x + gap));
  };
}

function ulp(x: number): number {
  return Math.max(Math.abs(x) * Number.EPSILON, Number.MIN_VALUE);
}

/** The point with the logit s; one that rounding put on an end, where a density may be infinite, moved to the next number. */
function inside(part: Univariate, s: number): number {
  const { lower, upper } = part.support;
  const x = pointAt(part, s);
  if (x > lower && x < upper) return x;
  if (tailOf(s) > UNRESOLVED_TAIL) {
    throw new NonFiniteError(
      "Too much of the probability lies closer to an end of the support than floating point can tell apart.",
    );
  }
  const end = x <= lower ? lower : upper;
  if (!Number.isFinite(end)) return Math.sign(end) * Number.MAX_VALUE;
  return x <= lower ? end + ulp(end) : end - ulp(end);
}

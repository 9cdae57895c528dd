import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";

export interface FDivergenceOptions {
  /** The generator: convex on [0, ∞), with f(1) = 0. */
  readonly f: (ratio: number) => number;
  /** lim f(t) / t for t → ∞: what mass of p costs where q has none. ∞ for t log t, ½ for ½|t − 1|. */
  readonly slopeAtInfinity: number;
}

/**
 * The f-divergence Σ q f(p / q) (Csiszár). One-dimensional distributions are integrated by quadrature. As precise as f is for
 * ratios near 1: where p and q are within a relative δ, to about 1e-16/δ of its value for a smooth f with f′(1) = 0, such as
 * t log t − t + 1. Of t log t, which gives the same divergence, the terms also cancel.
 *
 * @throws InvalidArgumentError if f is no function, f(1) is not 0, or the slope is missing or NaN
 * @throws NonFiniteError if the integral diverges, f gives NaN, or a ratio is too large for a double and the slope infinite
 * @throws NoClosedFormError in several dimensions
 */
export function fDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  options: FDivergenceOptions,
): number {
  const { f, slopeAtInfinity } = options ?? {};
  if (typeof f !== "function") {
    throw new InvalidArgumentError(`f must be a function of the ratio p / q, but is ${String(f)}.`);
  }
  if (!(Math.abs(f(1)) < 1e-12)) throw new InvalidArgumentError(`f(1) must be 0, but is ${f(1)}.`);
  if (typeof slopeAtInfinity !== "number" || Number.isNaN(slopeAtInfinity)) {
    throw new InvalidArgumentError(
      `slopeAtInfinity must be the limit of f(t) / t for large t, a number or Infinity, but is ${String(slopeAtInfinity)}.`,
    );
  }
  const sum = perspectiveSum(pairOf(p, q), (a, b, difference) => {
    if (difference === 0) return 0;
    if (b === 0) return a * slopeAtInfinity;
    const ratio = a / b;
    const value = ratio === Infinity ? Infinity : f(ratio);
    // A ratio, or something in f, is out of a double's range: with a finite slope f itself cannot be, for a finite ratio.
    if (value === Infinity) return a * finiteSlope(slopeAtInfinity, ratio);
    if (typeof value !== "number" || Number.isNaN(value)) {
      throw new NonFiniteError(
        `f must be a number for every ratio from 0 on, but f(${ratio}) is ${String(value)}: give it the limit.`,
      );
    }
    return b * value;
  });
  // The linear part of f adds nothing but rounding errors.
  return Math.max(0, sum);
}

function finiteSlope(slope: number, ratio: number): number {
  if (Number.isFinite(slope)) return slope;
  throw new NonFiniteError(
    `The f-divergence is out of reach: f is infinite at the ratio ${ratio} of p to q.`,
  );
}

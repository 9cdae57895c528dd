import { InvalidArgumentError } from "../errors/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { perspectiveSum } from "./perspectiveSum.js";

export interface FDivergenceOptions {
  /** The generator: convex on [0, ∞), with f(1) = 0. */
  readonly f: (ratio: number) => number;
  /** lim f(t) / t for t → ∞: what mass of p costs where q has none. ∞ for t log t, ½ for ½|t − 1|. */
  readonly slopeAtInfinity: number;
}

/**
 * The f-divergence Σ q f(p / q) (Csiszár). One-dimensional distributions are integrated by quadrature.
 *
 * @throws InvalidArgumentError if f(1) is not 0 or the slope is NaN; NonFiniteError if the integral diverges
 */
export function fDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  { f, slopeAtInfinity }: FDivergenceOptions,
): number {
  if (!(Math.abs(f(1)) < 1e-12)) throw new InvalidArgumentError(`f(1) must be 0, but is ${f(1)}.`);
  if (Number.isNaN(slopeAtInfinity))
    throw new InvalidArgumentError("slopeAtInfinity must be a number, but is NaN.");
  return perspectiveSum(pairOf(p, q), (a, b) => {
    if (b > 0) return b * f(a / b);
    return a > 0 ? a * slopeAtInfinity : 0;
  });
}

import { InvalidArgumentError } from "../errors/index.js";
import { requireFunction, requireOptions } from "./checks.js";
import { estimateFrom } from "./estimateFrom.js";
import { finiteValue } from "./finiteValue.js";
import type {
  DiagonalGradientEstimate,
  DiagonalGradientOptions,
  FullRankGradientEstimate,
  FullRankGradientOptions,
  GradientEstimate,
  GradientOptions,
} from "./GradientEstimate.js";
import { isVector } from "./reparameterizedGradient.js";
import { standardNoise } from "./standardNoise.js";
import { VectorDraws } from "./VectorDraws.js";

/**
 * What is taken off f: a number that does not depend on the draws; "leave-one-out", the mean of f over the
 * other draws; or "regression", for each parameter the coefficient E[f s²] / E[s²] that makes its variance
 * least with the score s for control variate (Ranganath, Gerrish & Blei 2014, equation 11), from the other
 * draws. All leave the expectation as it is.
 */
export type Baseline = number | "leave-one-out" | "regression";

export interface ScoreFunctionOptions extends GradientOptions {
  /** Default 0. */
  readonly baseline?: Baseline;
}

export interface DiagonalScoreFunctionOptions extends DiagonalGradientOptions {
  /** Default 0. */
  readonly baseline?: Baseline;
}

export interface FullRankScoreFunctionOptions extends FullRankGradientOptions {
  /** Default 0. */
  readonly baseline?: Baseline;
}

/**
 * The gradient of E[f(z)], z ~ N(mean, sd²), from values of f alone: E[(f(z) − b) ∇ ln q(z)] (Williams 1992),
 * where ∇ ln q is ε / sd for the mean and (ε² − 1) / sd for the standard deviation. For vectors z = mean + L
 * ε, L = diag(sd) or lower triangular, it is L⁻ᵀ ε for the mean and the lower triangle of L⁻ᵀ ε εᵀ − diag(1 /
 * Lᵢᵢ) for L.
 *
 * @throws InvalidArgumentError for no function, a bad mean, sd, baseline or number of samples, or no rng; NonFiniteError if f
 * is not finite at a draw
 * @throws ShapeError if sd or choleskyFactor has not as many elements as mean asks for
 */
export function scoreFunctionGradient(
  f: (z: number) => number,
  options: ScoreFunctionOptions,
): GradientEstimate;
export function scoreFunctionGradient(
  f: (z: readonly number[]) => number,
  options: DiagonalScoreFunctionOptions,
): DiagonalGradientEstimate;
export function scoreFunctionGradient(
  f: (z: readonly number[]) => number,
  options: FullRankScoreFunctionOptions,
): FullRankGradientEstimate;
export function scoreFunctionGradient(
  f: ((z: number) => number) | ((z: readonly number[]) => number),
  options: ScoreFunctionOptions | DiagonalScoreFunctionOptions | FullRankScoreFunctionOptions,
): GradientEstimate | DiagonalGradientEstimate | FullRankGradientEstimate {
  const { baseline = 0 } = requireOptions(options, "mean, sd, samples, rng");
  requireFunction(f, "f");
  if (!Number.isFinite(baseline) && baseline !== "leave-one-out" && baseline !== "regression") {
    throw new InvalidArgumentError(
      `baseline must be a finite number, "leave-one-out" or "regression", but it is ${String(baseline)}.`,
    );
  }
  if (isVector(options)) return ofVectors(f as (z: readonly number[]) => number, options, baseline);
  const { mean, sd } = options;
  const noise = standardNoise(options);
  const values = noise.map((e) => finiteValue(f as (z: number) => number, mean + sd * e, "f"));
  const over = (scores: Float64Array): Float64Array =>
    controlled(values, scores, baseline).map((term) => term / sd);
  return { mean: estimateFrom(over(noise)), sd: estimateFrom(over(noise.map((e) => e ** 2 - 1))) };
}

function ofVectors(
  f: (z: readonly number[]) => number,
  options: DiagonalGradientOptions | FullRankGradientOptions,
  baseline: Baseline,
): DiagonalGradientEstimate | FullRankGradientEstimate {
  const draws = new VectorDraws(options);
  const values = Float64Array.from(draws.points, (z) => finiteValue(f, z, "f"));
  const scores = draws.noise.map((epsilon) => draws.backSubstitute(epsilon));
  const column = (score: (s: number) => number): Float64Array =>
    controlled(
      values,
      values.map((_, s) => score(s)),
      baseline,
    );
  return draws.estimates(
    (i) => column((s) => scores[s]![i]!),
    (i, j) => column((s) => scores[s]![i]! * draws.noise[s]![j]! - (i === j ? 1 / draws.scale(i) : 0)),
  );
}

/** (f − baseline) × score, of each draw. */
function controlled(values: Float64Array, scores: Float64Array, baseline: Baseline): Float64Array {
  const baselineOf = baselines(values, scores, baseline);
  return values.map((value, s) => (value - baselineOf(s)) * scores[s]!);
}

function baselines(values: Float64Array, scores: Float64Array, baseline: Baseline): (s: number) => number {
  if (typeof baseline === "number") return () => baseline;
  if (baseline === "leave-one-out") {
    const total = values.reduce((sum, value) => sum + value, 0);
    return (s) => (total - values[s]!) / (values.length - 1);
  }
  const squares = scores.map((score) => score * score);
  const weight = squares.reduce((sum, square) => sum + square, 0);
  const weighted = values.reduce((sum, value, s) => sum + value * squares[s]!, 0);
  return (s) => (weighted - values[s]! * squares[s]!) / (weight - squares[s]!);
}

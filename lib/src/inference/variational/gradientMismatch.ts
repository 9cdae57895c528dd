import type { Rng } from "../../random/index.js";
import type { Target } from "./Target.js";
import type { VariationalNormal } from "./VariationalNormal.js";

/** A draw at which values and gradient of the log density disagree, one of most of them. */
export interface GradientMismatch {
  readonly z: readonly number[];
  /** The directional derivative, per standard deviation of q, by central differences of the log density. */
  readonly fromValues: number;
  /** The same by the gradient. */
  readonly fromGradient: number;
  /** At how many of the draws the two disagree. */
  readonly disagreeing: number;
  readonly draws: number;
}

interface Comparison {
  readonly z: readonly number[];
  readonly fromValues: number;
  readonly fromGradient: number;
  readonly agrees: boolean;
}

const draws = 8;
/** Widths of a difference, in standard deviations of q: the first is enough unless the target is rough at that scale. */
const widths = [1e-2, 1e-4, 1e-6, 1e-8, 1e-10];
/** How many of the known errors a difference must exceed, to be one beyond doubt. */
const surely = 8;
/** Gradients may be computed in single precision, or by differences. */
const relative = 1e-3;
/** An error above this part of the derivative: the quotients do not converge, and show nothing. */
const blurred = 0.25;

/**
 * Compares directional derivatives of the log density, by central differences along random directions, with those by its
 * gradient, at draws from q; undefined unless most of the draws disagree, so that a kink here and there is no mismatch.
 * Draws at which a value is not finite, or cannot be computed, do not count as disagreeing.
 */
export function gradientMismatch(
  target: Target,
  q: VariationalNormal,
  rng: Rng,
): GradientMismatch | undefined {
  const comparisons = Array.from({ length: draws }, () => compareAtDraw(target, q, rng));
  const mismatches = comparisons.filter((comparison) => comparison?.agrees === false);
  if (2 * mismatches.length <= draws) return undefined;
  const { z, fromValues, fromGradient } = mismatches[0]!;
  return { z, fromValues, fromGradient, disagreeing: mismatches.length, draws };
}

/** The comparison at the first width at which the two agree, or else at the first at which they can be told apart. */
function compareAtDraw(target: Target, q: VariationalNormal, rng: Rng): Comparison | undefined {
  const d = q.dimension;
  const noise = Float64Array.from({ length: d }, () => rng.normal());
  const direction = unit(Float64Array.from({ length: d }, () => rng.normal()));
  const z = q.place(noise, 0);
  const gradient = attempt(() => Float64Array.from(target.gradient(z)));
  if (gradient === undefined) return undefined;
  let mismatch: Comparison | undefined;
  for (const width of widths) {
    const [wide, narrow] = [width, width / 2].map((h) =>
      difference(target, q, noise, direction, h, gradient),
    );
    if (wide === undefined || narrow === undefined) continue;
    const comparison = compare(wide, narrow);
    if (comparison?.agrees) return { z, ...comparison };
    if (comparison) mismatch ??= { z, ...comparison };
  }
  return mismatch;
}

/** A central difference quotient, and what the gradient makes of the same step. */
interface Difference {
  readonly fromValues: number;
  readonly fromGradient: number;
  /** The sum of the sizes of the terms of fromGradient. */
  readonly size: number;
  /** What rounding of the values can make of fromValues. */
  readonly rounding: number;
}

function difference(
  target: Target,
  q: VariationalNormal,
  noise: Float64Array,
  direction: Float64Array,
  h: number,
  gradient: Float64Array,
): Difference | undefined {
  const [ahead, behind] = [h, -h].map((step) =>
    q.place(
      noise.map((e, i) => e + step * direction[i]!),
      0,
    ),
  );
  const above = attempt(() => target.logDensity(ahead!));
  const below = attempt(() => target.logDensity(behind!));
  if (above === undefined || below === undefined) return undefined;
  // From the points as they were rounded, which far from 0 are not z ± h u.
  const terms = gradient.map((slope, i) => (slope * (ahead![i]! - behind![i]!)) / (2 * h));
  return {
    fromValues: (above - below) / (2 * h),
    fromGradient: terms.reduce((sum, term) => sum + term, 0),
    size: terms.reduce((sum, term) => sum + Math.abs(term), 0),
    rounding: (Number.EPSILON * Math.max(Math.abs(above), Math.abs(below))) / h,
  };
}

/** By Richardson's extrapolation, with the error that the two widths show; undefined where that error blurs everything. */
function compare(wide: Difference, narrow: Difference): Omit<Comparison, "z"> | undefined {
  const fromValues = (4 * narrow.fromValues - wide.fromValues) / 3;
  const { fromGradient, size, rounding } = narrow;
  const error = surely * (Math.abs(wide.fromValues - narrow.fromValues) + rounding);
  if (!(error < blurred * Math.abs(fromValues))) return undefined;
  return { fromValues, fromGradient, agrees: Math.abs(fromValues - fromGradient) <= error + relative * size };
}

function unit(x: Float64Array): Float64Array {
  const length = Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));
  return x.map((value) => value / length);
}

/** What cannot be computed is left out: a check must not end a climb that went well. */
function attempt<Value>(compute: () => Value): Value | undefined {
  try {
    return compute();
  } catch {
    return undefined;
  }
}

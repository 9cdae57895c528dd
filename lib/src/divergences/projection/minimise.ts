/** A point of the plane. */
export type Point = readonly [number, number];

export interface Evaluation {
  readonly value: number;
  readonly gradient: Point;
}

export interface MinimiseOptions {
  /** The diagonal of the metric's inverse at a point: the scale of a first step (the inverse Fisher information). */
  readonly metric: (at: Point) => Point;
  readonly maxSteps: number;
}

export interface Minimum {
  readonly path: readonly { readonly at: Point; readonly value: number }[];
  readonly converged: boolean;
}

const GRADIENT_TOLERANCE = 1e-8;
const SUFFICIENT = 1e-4;
/** No step is longer than this in the metric's units, so that the descent stays in its valley. */
const LONGEST_STEP = 0.5;

/**
 * BFGS in two variables with a backtracking line search (Nocedal & Wright, chapters 3 and 6). The value falls with every
 * step. It has converged when the gradient, in the metric's units, is below 1e-8, or rounding hides any further descent.
 */
export function minimise(
  f: (at: Point) => Evaluation,
  start: Point,
  { metric, maxSteps }: MinimiseOptions,
): Minimum {
  let at = start;
  let here = f(at);
  let [a, b, c] = fromMetric(metric(at));
  const path = [{ at, value: here.value }];
  for (let step = 0; step < maxSteps; step++) {
    const scale = metric(at);
    const [g0, g1] = here.gradient;
    if (Math.sqrt(scale[0] * g0 * g0 + scale[1] * g1 * g1) < GRADIENT_TOLERANCE)
      return { path, converged: true };
    let direction: Point = [-(a * g0 + b * g1), -(b * g0 + c * g1)];
    if (!(direction[0] * g0 + direction[1] * g1 < 0)) {
      [a, b, c] = fromMetric(scale);
      direction = [-a * g0, -c * g1];
    }
    const found = lineSearch(f, at, here, limited(direction, scale));
    if (found === undefined) return { path, converged: nearlyFlat(here.gradient, scale) };
    [a, b, c] = updated(
      [a, b, c],
      difference(found.at, at),
      difference(found.evaluation.gradient, here.gradient),
    );
    at = found.at;
    here = found.evaluation;
    path.push({ at, value: here.value });
  }
  return { path, converged: false };
}

/** The inverse Hessian [[a, b], [b, c]] to begin with. */
function fromMetric([first, second]: Point): [number, number, number] {
  return [first, 0, second];
}

/** Rounding hides further descent once the gradient is about the square root of the precision. */
function nearlyFlat([g0, g1]: Point, scale: Point): boolean {
  return Math.sqrt(scale[0] * g0 * g0 + scale[1] * g1 * g1) < 1e-6;
}

function limited([x, y]: Point, scale: Point): Point {
  const length = Math.sqrt((x * x) / scale[0] + (y * y) / scale[1]);
  const factor = Math.min(1, LONGEST_STEP / length);
  return [factor * x, factor * y];
}

function lineSearch(
  f: (at: Point) => Evaluation,
  at: Point,
  { value, gradient }: Evaluation,
  [x, y]: Point,
): { at: Point; evaluation: Evaluation } | undefined {
  const slope = x * gradient[0] + y * gradient[1];
  for (let t = 1; t > 1e-12; t /= 2) {
    const next: Point = [at[0] + t * x, at[1] + t * y];
    const evaluation = f(next);
    const enough = evaluation.value <= value + SUFFICIENT * t * slope;
    if (enough && evaluation.value < value) return { at: next, evaluation };
  }
  return undefined;
}

/** The BFGS update of the inverse Hessian; left as it is where the curvature along the step is not positive. */
function updated([a, b, c]: readonly [number, number, number], s: Point, y: Point): [number, number, number] {
  const curvature = s[0] * y[0] + s[1] * y[1];
  if (!(curvature > 0)) return [a, b, c];
  const hy: Point = [a * y[0] + b * y[1], b * y[0] + c * y[1]];
  const factor = (1 + (y[0] * hy[0] + y[1] * hy[1]) / curvature) / curvature;
  return [
    a + factor * s[0] * s[0] - (2 * hy[0] * s[0]) / curvature,
    b + factor * s[0] * s[1] - (hy[0] * s[1] + hy[1] * s[0]) / curvature,
    c + factor * s[1] * s[1] - (2 * hy[1] * s[1]) / curvature,
  ];
}

function difference(a: Point, b: Point): Point {
  return [a[0] - b[0], a[1] - b[1]];
}

import { HALF_LOG_TWO_PI } from "../../distributions/index.js";
import type { Rng } from "../../random/index.js";
import { meanRow } from "./meanRow.js";
import type { Target } from "./Target.js";
import type { VariationalNormal } from "./VariationalNormal.js";

export type GradientEstimator = "reparameterized" | "score-function";

interface NaturalGradientOptions {
  readonly estimator: GradientEstimator;
  readonly samples: number;
  readonly rng: Rng;
}

/**
 * Draws from q and what they say of the ELBO's gradient in q's own coordinates ε, of which f(ε) = log density
 * − ln q is a function. Arrays of S × d numbers have a row to a draw.
 */
export interface NaturalGradient {
  /** S draws ε. */
  readonly noise: Float64Array;
  /** f of each; their mean estimates the ELBO. */
  readonly values: Float64Array;
  /** The mean of the rows estimates E ∇f, the gradient with respect to the mean. */
  readonly slopes: Float64Array;
  /** The mean of these rows times εᵀ estimates E ∇²f, twice the gradient with respect to the covariance. */
  readonly centred: Float64Array;
}

/**
 * Estimates the natural gradient, free of bias, from S draws.
 *
 * Reparameterised: ∇f = Lᵀ ∇ log density + ε at each draw, where q's parameters inside ln q are held
 * ("sticking the landing", Roeder, Wu & Duvenaud 2017), and E ∇²f is the covariance of ∇f with ε (Stein's
 * identity). Score function: the covariances of f with ε and with ε εᵀ. All are sample covariances (divisor S
 * − 1), which is what "leave-one-out" baselines come to. At q = target f is constant and ∇f zero at every
 * draw: the noise of both estimators ends with the climb.
 */
export function naturalGradient(
  q: VariationalNormal,
  target: Target,
  { estimator, samples, rng }: NaturalGradientOptions,
): NaturalGradient {
  const d = q.dimension;
  const noise = Float64Array.from({ length: samples * d }, () => rng.normal());
  const values = new Float64Array(samples);
  const slopes = new Float64Array(samples * d);
  const constant = q.logDeterminant() + d * HALF_LOG_TWO_PI;
  for (let s = 0; s < samples; s++) {
    const epsilon = noise.subarray(s * d, (s + 1) * d);
    const z = q.place(noise, s);
    values[s] = target.logDensity(z) + constant + 0.5 * epsilon.reduce((sum, e) => sum + e * e, 0);
    if (estimator === "reparameterized") {
      slopes.set(
        q.pullBack(target.gradient(z)).map((slope, i) => slope + epsilon[i]!),
        s * d,
      );
    }
  }
  if (estimator === "reparameterized") return { noise, values, slopes, centred: lessOthers(slopes, d) };
  const signals = lessOthers(values, 1);
  const scores = noise.map((e, k) => signals[Math.floor(k / d)]! * e);
  return { noise, values, slopes: scores, centred: withoutSlope(scores, noise, d) };
}

/**
 * The scores less ε times the linear part of f, its slope taken from the other draws: that adds nothing on
 * average, since odd moments of ε are 0, but takes the noise of a steep slope off the second derivatives.
 */
function withoutSlope(scores: Float64Array, noise: Float64Array, d: number): Float64Array {
  const n = scores.length / d;
  const total = meanRow(scores, d).map((mean) => mean * n);
  const linear = Float64Array.from({ length: n }, (_, s) => {
    let sum = 0;
    for (let i = 0; i < d; i++) sum += ((total[i]! - scores[s * d + i]!) / (n - 1)) * noise[s * d + i]!;
    return sum;
  });
  return scores.map((score, k) => score - linear[Math.floor(k / d)]! * noise[k]!);
}

/** Each row of d numbers less the mean of the other rows. */
function lessOthers(rows: Float64Array, d: number): Float64Array {
  const n = rows.length / d;
  const mean = meanRow(rows, d);
  return rows.map((value, k) => ((value - mean[k % d]!) * n) / (n - 1));
}

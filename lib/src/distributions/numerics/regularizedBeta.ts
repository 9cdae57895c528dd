import { distanceToMean } from "./distanceToMean.js";
import { expm1MinusX } from "./expm1MinusX.js";
import { log1pMinusX } from "./log1pMinusX.js";
import { logBetaWeight } from "./logBetaWeight.js";
import { logConcaveIntegral } from "./logConcaveIntegral.js";
import { inverseNormalTail } from "./normalTail.js";
import { softplus } from "./softplus.js";
import { solveLogTail } from "./solveLogTail.js";

/** Up to this sum of the shapes the continued fraction ends sooner than a quadrature. */
const MODERATE_SHAPES = 1000;
/** Below this logarithm of x, the first term of the series is all there is. */
const VERY_SMALL = -690;
const MAX_TERMS = 10_000;

/** I_x(a, b), the probability below x of Beta(a, b), or with `upper` the one above; 0 ≤ x ≤ 1. */
export function regularizedBeta(a: number, b: number, x: number, upper = false): number {
  return Math.exp(x > 0.5 ? logTail(b, a, 1 - x, !upper) : logTail(a, b, x, upper));
}

/** The x with I_x(a, b) = p, or with `upper` the one with 1 − I_x(a, b) = p; 0 < p < 1. */
export function inverseRegularizedBeta(a: number, b: number, p: number, upper = false): number {
  const logit = logitOfInverseRegularizedBeta(a, b, p, upper);
  const odds = Math.exp(-Math.abs(logit));
  return logit < 0 ? odds / (1 + odds) : 1 / (1 + odds);
}

/** log(x / (1 − x)) for the same x; this neither underflows near 0 nor loses digits near 1. */
export function logitOfInverseRegularizedBeta(a: number, b: number, p: number, upper = false): number {
  if (p > 0.5) return logitOfInverseRegularizedBeta(a, b, 1 - p, !upper);
  const logOfSmall = logOfSmallQuantile(a, b, upper ? Math.log1p(-p) : Math.log(p));
  if (logOfSmall < VERY_SMALL) return logOfSmall;
  const logOfSmallComplement = logOfSmallQuantile(b, a, upper ? Math.log(p) : Math.log1p(-p));
  if (logOfSmallComplement < VERY_SMALL) return -logOfSmallComplement;
  return solveLogTail(
    (u) => {
      const x = 1 / (1 + Math.exp(Math.abs(u)));
      const log = u > 0 ? logTail(b, a, x, !upper) : logTail(a, b, x, upper);
      const density = Math.exp((u > 0 ? logBetaWeight(b, a, x) : logBetaWeight(a, b, x)) - log);
      return { log, slope: upper ? -density : density };
    },
    Math.log(p),
    upper ? -startOfSearch(b, a, p) : startOfSearch(a, b, p),
  );
}

/** Where the lower tail is about p, as a logit: by the first term of the series, or by a normal approximation. */
function startOfSearch(a: number, b: number, p: number): number {
  const centre = Math.log(a) - Math.log(b);
  if (a > 1 && b > 1) return centre - inverseNormalTail(p) * Math.sqrt(1 / a + 1 / b);
  return Math.min(centre, logOfSmallQuantile(a, b, Math.log(p)));
}

/** The first term of the series, I_x(a, b) ≈ xᵃ / (a B(a, b)), solved for log x. */
function logOfSmallQuantile(a: number, b: number, logP: number): number {
  return (logP - logBetaWeight(a, b, 0.5) - (a + b) * Math.LN2 + Math.log(a)) / a;
}

/** The logarithm of the probability below (or above) x ≤ ½. */
function logTail(a: number, b: number, x: number, upper: boolean): number {
  if (x === 0) return upper ? 0 : -Infinity;
  const below = distanceToMean(a, b, x) > 0;
  if (below !== upper) return logBetaWeight(a, b, x) + logRatio(a, b, x, upper);
  const other = logTail(a, b, x, !upper);
  if (other < -Math.LN2) return Math.log1p(-Math.exp(other));
  return logBetaWeight(a, b, x) + logBeyond(a, b, x, upper);
}

/** log of the smaller tail over the weight: x lies below the mean, or above it if `upper`. */
function logRatio(a: number, b: number, x: number, upper: boolean): number {
  if (a + b > MODERATE_SHAPES || (upper && x < 0.1)) return logBeyond(a, b, x, upper);
  return upper ? logFraction(b, a, 1 - x) : logFraction(a, b, x);
}

/** The same for either tail by quadrature over the distance s in logits. */
function logBeyond(a: number, b: number, x: number, upper: boolean): number {
  const n = a + b;
  const sign = upper ? 1 : -1;
  const excess = distanceToMean(a, b, x);
  const exponent = (s: number): number => {
    // Beyond 700 the exponential overflows.
    if (s > 700) return sign * a * s - n * (upper ? softplus(s + Math.log(x)) : Math.log1p(-x));
    const w = x * Math.expm1(sign * s);
    if (s > 0.5) return sign * a * s - n * Math.log1p(w);
    return sign * excess * s - n * (log1pMinusX(w) + x * expm1MinusX(sign * s));
  };
  const centre = Math.log(a) - Math.log(b) - Math.log(x) + Math.log1p(-x);
  const width = 1 / (Math.abs(excess) + Math.sqrt(n * x) + Math.sqrt(Math.min(a, b)));
  return logConcaveIntegral(exponent, Math.max(0, sign * centre), width);
}

/** log of the continued fraction DLMF 8.17.22 over a, by Lentz's method. */
function logFraction(a: number, b: number, x: number): number {
  let c = 1;
  let d = 0;
  let value = 1;
  for (let j = 1; j < MAX_TERMS; j++) {
    const m = j >> 1;
    const even = (m * (b - m)) / (a + 2 * m - 1);
    const odd = -((a + m) * (a + b + m)) / (a + 2 * m + 1);
    const numerator = ((j % 2 === 0 ? even : odd) * x) / (a + 2 * m);
    d = 1 / (1 + numerator * d);
    c = 1 + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return -Math.log(a * value);
}

import { klTerm } from "./klTerm.js";
import { expm1MinusX } from "./expm1MinusX.js";
import { logConcaveIntegral } from "./logConcaveIntegral.js";
import { inverseNormalTail } from "./normalTail.js";
import { solveLogTail } from "./solveLogTail.js";
import { stirlingError } from "./stirlingError.js";
import { HALF_LOG_TWO_PI } from "./constants.js";

/** Up to this shape the series and the continued fraction end sooner than a quadrature. */
const MODERATE_SHAPE = 300;
const SMALLEST_NORMAL = 2 ** -1022;
/** Below this logarithm of x, the first term of the series is all there is. */
const VERY_SMALL = -690;
/** From this shape on Wilson and Hilferty's approximation of the quantile is right to rounding. */
const EXACTLY_NORMAL = 1e16;
const MAX_TERMS = 100_000;

/**
 * P(a, x), the probability below x of Gamma(a, 1), or with `upper` the one above; x ≥ 0.
 *
 * @param logX log x, where the caller knows it although x underflows
 */
export function regularizedGamma(a: number, x: number, upper = false, logX = Math.log(x)): number {
  if (x > SMALLEST_NORMAL || logX === -Infinity) return Math.exp(logRegularizedGamma(a, x, upper));
  const logLower = a * (logX - logOfSmallQuantile(a, 0));
  return upper ? -Math.expm1(logLower) : Math.exp(logLower);
}

/** The x with P(a, x) = p, or with `upper` the one with 1 − P(a, x) = p; 0 < p < 1. */
export function inverseRegularizedGamma(a: number, p: number, upper = false): number {
  return Math.exp(logOfInverseRegularizedGamma(a, p, upper));
}

/** log x for the same x; this does not underflow. */
export function logOfInverseRegularizedGamma(a: number, p: number, upper = false): number {
  if (p > 0.5) return logOfInverseRegularizedGamma(a, 1 - p, !upper);
  const logOfSmall = logOfSmallQuantile(a, upper ? Math.log1p(-p) : Math.log(p));
  if (logOfSmall < VERY_SMALL) return logOfSmall;
  const start = startOfSearch(a, p, upper, logOfSmall);
  if (a > EXACTLY_NORMAL) return start;
  return solveLogTail(
    (u) => {
      const x = Math.exp(u);
      const log = logRegularizedGamma(a, x, upper);
      const density = Math.exp(logWeight(a, x) - log);
      return { log, slope: upper ? -density : density };
    },
    Math.log(p),
    start,
  );
}

/** The first term of the series, P(a, x) ≈ xᵃ / Γ(a + 1), solved for log x. */
function logOfSmallQuantile(a: number, logP: number): number {
  return (logP - logWeight(a, 1) - 1 + Math.log(a)) / a;
}

function startOfSearch(a: number, p: number, upper: boolean, logOfSmall: number): number {
  const z = inverseNormalTail(p) * (upper ? 1 : -1);
  // Wilson and Hilferty's normal approximation of the cube root.
  const root = 1 - 1 / (9 * a) + z / (3 * Math.sqrt(a));
  if (root > 0.3 && a > 1) return Math.log(a) + 3 * Math.log(root);
  // The tail beyond a + √(2at) + t is below e^−t (Boucheron, Lugosi and Massart 2013, section 2.4).
  const t = -Math.log(p);
  return upper ? Math.log(a + Math.sqrt(2 * a * t) + t) : logOfSmall;
}

function logRegularizedGamma(a: number, x: number, upper: boolean): number {
  if (x === 0) return upper ? 0 : -Infinity;
  if (x === Infinity) return upper ? -Infinity : 0;
  const below = x < a;
  if (below !== upper) return logWeight(a, x) + (below ? logSeries(a, x) : logFraction(a, x));
  const other = logRegularizedGamma(a, x, !upper);
  if (other < -Math.LN2) return Math.log1p(-Math.exp(other));
  return logWeight(a, x) + logBeyond(a, x, upper);
}

/** log(xᵃ e⁻ˣ / Γ(a)), the density of log X at log x, in Loader's form. */
function logWeight(a: number, x: number): number {
  return 0.5 * Math.log(a) - HALF_LOG_TWO_PI - klTerm(a, x) - stirlingError(a);
}

/** The probability on one side of x over the weight, by quadrature. */
function logBeyond(a: number, x: number, upper: boolean): number {
  const sign = upper ? 1 : -1;
  const peak = Math.max(0, sign * Math.log(a / x));
  const width = 1 / (Math.abs(a - x) + Math.sqrt(Math.max(a, x)));
  return logConcaveIntegral((s) => sign * (a - x) * s - x * expm1MinusX(sign * s), peak, width);
}

/** For x < a: 1/a + x/(a(a+1)) + x²/(a(a+1)(a+2)) + … (DLMF 8.11.4). */
function logSeries(a: number, x: number): number {
  if (a > MODERATE_SHAPE) return logBeyond(a, x, false);
  let sum = 1;
  let term = 1;
  for (let n = 1; n < MAX_TERMS && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return Math.log(sum / a);
}

/** For x ≥ a: Legendre's fraction 1/(x+1−a − 1(1−a)/(x+3−a − …)) (DLMF 8.9.2), by Lentz's method. */
function logFraction(a: number, x: number): number {
  if (a > MODERATE_SHAPE || x < 1) return logBeyond(a, x, true);
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) break;
  }
  return Math.log(value);
}

import { digammaError, klTerm, log1pMinusX, stirlingError } from "../../distributions/index.js";
import { logRatioTerm } from "./logRatioTerm.js";

/** From here on three terms of Stirling's series are exact to rounding. */
const LARGE = 60;

/**
 * What the Bregman divergence of log Γ, log Γ(b) − log Γ(a) − ψ(a)(b − a), has over that of x log x, which is
 * `klTerm(b, a)`: never negative, as ψ′(x) > 1/x, and precise when b is close to a. Divergences of gamma, beta and
 * Dirichlet distributions are sums of both, in which the large parts can be added up before they cancel.
 *
 * @param difference b − a, where the caller knows it more exactly
 */
export function logGammaRest(a: number, b: number, difference: number = b - a): number {
  if (Math.abs(difference) > 0.5 * a) return farRest(a, b, difference);
  if (a >= LARGE) return seriesRest(a, b, difference);
  let bregman = 0;
  let shifted = a;
  for (; shifted < LARGE; shifted++) bregman -= log1pMinusX(difference / shifted);
  const end = shifted + difference;
  bregman += klTerm(end, shifted, difference) + seriesRest(shifted, end, difference);
  return bregman - klTerm(b, a, difference);
}

/** Stirling's formula for both, with the error terms as they are. */
function farRest(a: number, b: number, difference: number): number {
  return 0.5 * logRatioTerm(b, a) + stirlingErrorRest(a, b, difference);
}

/** The same where both are large. */
function seriesRest(a: number, b: number, difference: number): number {
  return -0.5 * log1pMinusX(difference / a) + stirlingSeriesRest(a, b, difference);
}

/** S(b) − S(a) − S′(a)(b − a) for {@link stirlingError} S, with 1/12a − 1/360a³ + 1/1260a⁵ written out where both are large. */
export function stirlingErrorRest(a: number, b: number, difference: number = b - a): number {
  if (Math.min(a, b) >= LARGE && difference <= a) return stirlingSeriesRest(a, b, difference);
  return stirlingError(b) - stirlingError(a) + difference * digammaError(a);
}

function stirlingSeriesRest(a: number, b: number, difference: number): number {
  const x = difference / a;
  const s = 1 / (b * b);
  const second = (s * (6 + x * (8 + 3 * x))) / 360;
  const third = (s * s * (15 + x * (40 + x * (45 + x * (24 + 5 * x))))) / 1260;
  return (x * x * (1 / 12 - second + third)) / b;
}

/** T(a + d) − T(a) for {@link digammaError} T = 1/12x² − 1/120x⁴ + 1/252x⁶ − …, d ≥ 0, written out where a is large. */
export function digammaErrorRise(a: number, d: number): number {
  const b = a + d;
  if (a < LARGE) return digammaError(b) - digammaError(a);
  const s = 1 / (a * a);
  const t = 1 / (b * b);
  const fall = -(d / a) * ((a + b) / b) * (1 / (a * b));
  return fall * (1 / 12 - (s + t) / 120 + (s * s + s * t + t * t) / 252);
}

/** log Γ(b) − log Γ(a) − ψ(a)(b − a) for a, b > 0. */
export function logGammaBregman(a: number, b: number, difference: number = b - a): number {
  return klTerm(b, a, difference) + logGammaRest(a, b, difference);
}

import { klTerm, log1pMinusX } from "../../distributions/index.js";
import { logRatioTerm } from "./logRatioTerm.js";
import { stirlingErrorRest, stirlingSeriesRest } from "./stirlingErrorRest.js";

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

/** log Γ(b) − log Γ(a) − ψ(a)(b − a) for a, b > 0. */
export function logGammaBregman(a: number, b: number, difference: number = b - a): number {
  return klTerm(b, a, difference) + logGammaRest(a, b, difference);
}

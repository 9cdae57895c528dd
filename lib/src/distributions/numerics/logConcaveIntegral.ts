import { integrate } from "./integrate.js";

/** exp(−45) < 1e-19 of the largest value is nothing. */
const NEGLIGIBLE = -45;

/**
 * log ∫₀^∞ exp(f(s)) ds for a concave f with f(0) = 0 that falls without end: what is left of a log-concave density
 * beyond a point, relative to the density there. Nothing cancels, and the work does not grow with a family's parameters.
 *
 * @param peak where f is largest; 0 if it falls from the start
 * @param width a step on which f changes by about 1
 */
export function logConcaveIntegral(f: (s: number) => number, peak: number, width: number): number {
  const largest = f(peak);
  let reach = width;
  while (f(peak + reach) - largest > NEGLIGIBLE) reach *= 2;
  const end = peak + reach;
  const middle = peak / end;
  const breakpoints = [0, 0.125, 0.25, 0.5, 1].map((share) => middle + share * (1 - middle));
  if (peak > 0) breakpoints.unshift(0);
  const value = integrate((share) => Math.exp(f(share * end) - largest), breakpoints);
  return largest + Math.log(end * value);
}

import { digammaError, stirlingError } from "../../distributions/index.js";

/** From here on three terms of Stirling's series are exact to rounding. */
const LARGE = 60;

/** S(b) − S(a) − S′(a)(b − a) for {@link stirlingError} S, with 1/12a − 1/360a³ + 1/1260a⁵ written out where both are large. */
export function stirlingErrorRest(a: number, b: number, difference: number = b - a): number {
  if (Math.min(a, b) >= LARGE && difference <= a) return stirlingSeriesRest(a, b, difference);
  return stirlingError(b) - stirlingError(a) + difference * digammaError(a);
}

export function stirlingSeriesRest(a: number, b: number, difference: number): number {
  const x = difference / a;
  const s = 1 / (b * b);
  const second = (s * (6 + x * (8 + 3 * x))) / 360;
  const third = (s * s * (15 + x * (40 + x * (45 + x * (24 + 5 * x))))) / 1260;
  return (x * x * (1 / 12 - second + third)) / b;
}

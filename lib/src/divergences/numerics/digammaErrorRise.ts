import { digammaError } from "../../distributions/index.js";

/** From here on three terms of Stirling's series are exact to rounding. */
const LARGE = 60;

/** T(a + d) − T(a) for {@link digammaError} T = 1/12x² − 1/120x⁴ + 1/252x⁶ − …, d ≥ 0, written out where a is large. */
export function digammaErrorRise(a: number, d: number): number {
  const b = a + d;
  if (a < LARGE) return digammaError(b) - digammaError(a);
  const s = 1 / (a * a);
  const t = 1 / (b * b);
  const fall = -(d / a) * ((a + b) / b) * (1 / (a * b));
  return fall * (1 / 12 - (s + t) / 120 + (s * s + s * t + t * t) / 252);
}

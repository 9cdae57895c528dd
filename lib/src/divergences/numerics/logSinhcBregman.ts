import { integrate } from "../../distributions/index.js";
import { logRatioTerm } from "./logRatioTerm.js";
import { logSinhc, logSinhcCurvature, logSinhcSlope } from "./logSinhc.js";

/**
 * The Bregman divergence f(x + d) − f(x) − f′(x) d of f = log(sinh(x) / x), never negative. When the two are close, from its
 * remainder d² ∫₀¹ (1 − t) f″(x + td) dt, where nothing cancels; far out on one side, without the linear parts of f.
 */
export function logSinhcBregman(x: number, difference: number): number {
  const y = x + difference;
  if (Math.abs(difference) <= 0.5) {
    const curvature = logSinhcCurvature(x);
    const remainder = integrate((t) => ((1 - t) * logSinhcCurvature(x + t * difference)) / curvature, [0, 1]);
    return difference * difference * curvature * remainder;
  }
  if (Math.min(x, y) > 0.25 || Math.max(x, y) < -0.25) return oneSided(Math.abs(x), Math.abs(y));
  return logSinhc(y) - logSinhc(x) - logSinhcSlope(x) * difference;
}

/** With f(x) = x + log(1 − e^−2x) − log 2x for x > 0. */
function oneSided(x: number, y: number): number {
  const bounded = Math.log1p(-Math.exp(-2 * y)) - Math.log1p(-Math.exp(-2 * x));
  return logRatioTerm(y, x) + bounded - (2 / Math.expm1(2 * x)) * (y - x);
}

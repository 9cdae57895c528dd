import type { Estimate } from "./GradientEstimate.js";

/** The mean of independent draws with its standard error. */
export function estimateFrom(draws: Float64Array): Estimate {
  const n = draws.length;
  const estimate = draws.reduce((sum, draw) => sum + draw, 0) / n;
  const variance = draws.reduce((sum, draw) => sum + (draw - estimate) ** 2, 0) / (n - 1);
  return { estimate, variance, standardError: Math.sqrt(variance / n) };
}

import { malmstenIntegral, type LogTransform } from "./malmstenIntegral.js";

/** E log X! − log Γ(E X + 1) for a count X of this mean and variance. */
export function logFactorialExcess(mean: number, variance: number, transform: LogTransform): number {
  return malmstenIntegral(mean, transform, (t) => 1 / Math.expm1(t), 1e-19 / Math.max(1, variance), 45);
}

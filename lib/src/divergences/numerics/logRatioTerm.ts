import { log1pMinusX } from "../../distributions/index.js";

/** a / b − 1 − log(a / b) for a, b > 0, to full relative precision when a is close to b. */
export function logRatioTerm(a: number, b: number): number {
  const excess = (a - b) / b;
  if (Math.abs(excess) <= 0.5) return -log1pMinusX(excess);
  return excess - (Math.log(a) - Math.log(b));
}

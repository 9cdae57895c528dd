import { log1pMinusX } from "../../distributions/index.js";

const LARGE = 60;

/**
 * log Γ(b) − log Γ(a) − ψ(a)(b − a) for a, b > 0: never negative, and precise when b is close to a. The recurrence of Γ
 * shifts both arguments up, −log(1 + x) + x at a time, until Stirling's series serves.
 */
export function logGammaBregman(a: number, b: number): number {
  const difference = b - a;
  let shifted = a;
  let sum = 0;
  for (; Math.min(shifted, shifted + difference) < LARGE; shifted++) sum -= log1pMinusX(difference / shifted);
  const x = difference / shifted;
  const y = 1 + x;
  const leading = difference * x + (shifted + difference - 0.5) * log1pMinusX(x);
  const first = (x * x) / (12 * shifted * y);
  const second = (x * x * (6 + 8 * x + 3 * x * x)) / (360 * (shifted * y) ** 3);
  return sum + leading + first - second;
}

import { log1pMinusX } from "./log1pMinusX.js";

/**
 * a log(a / b) − a + b for finite a ≥ 0 and b ≥ 0: the term of a relative entropy between measures (SciPy's `kl_div`). It is never
 * negative, zero exactly when a = b, ∞ when b = 0 < a or b = ∞, and keeps its relative precision when a is close to b.
 *
 * @param difference a − b, where the caller knows it more exactly; a and b may be equal but for rounding
 */
export function klTerm(a: number, b: number, difference: number = a - b): number {
  if (a === b && !(Math.abs(difference) > 0)) return 0;
  if (a === 0) return b;
  if (b === 0 || b === Infinity) return Infinity;
  const excess = difference / b;
  if (Math.abs(excess) > 0.5) return a * (Math.log(a) - Math.log(b)) - a + b;
  return b * ((1 + excess) * log1pMinusX(excess) + excess * excess);
}

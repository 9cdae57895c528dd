import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";

/** P(Z > z) for a standard normal Z, to full relative precision. */
export function normalTail(z: number): number {
  return 0.5 * erfc(z * Math.SQRT1_2);
}

/** The z with P(Z > z) = p, for 0 < p < 1. */
export function inverseNormalTail(p: number): number {
  return Math.SQRT2 * erfcinv(2 * p);
}

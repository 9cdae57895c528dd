import { multiplyAdd } from "./vector";

const LOG2_E = 1.4426950408889634;
/** ln 2 in two parts; the first has so few digits that its product with a small integer is exact. */
const LN2_HIGH = 6.93147180369123816e-1;
const LN2_LOW = 1.9082149292705877e-10;
/** e to a smaller power is 0. */
const LEAST = -746.0;
/** Adding 1.5 · 2⁵² rounds to an integer, which then is the low bits of the sum. */
const ROUNDER = 6755399441055744.0;
/** 2 to this power keeps eʳ 2ᵐ a normal number until the last multiplication. */
const BIAS = 600;
const UNBIAS = 2.409919865102884e-181;

/**
 * eˣ for x ≤ 0, to about one unit in the last place: x = m ln 2 + r with |r| ≤ ½ ln 2, and Taylor's polynomial of degree 13 for
 * eʳ, whose remainder is below 5e-18. −∞ gives 0.
 */
export function exponential(power: v128): v128 {
  const x = f64x2.pmax(power, f64x2.splat(LEAST));
  const rounded = f64x2.add(f64x2.mul(x, f64x2.splat(LOG2_E)), f64x2.splat(ROUNDER));
  const m = f64x2.sub(rounded, f64x2.splat(ROUNDER));
  const r = f64x2.sub(f64x2.sub(x, f64x2.mul(m, f64x2.splat(LN2_HIGH))), f64x2.mul(m, f64x2.splat(LN2_LOW)));
  const r2 = f64x2.mul(r, r);
  const r4 = f64x2.mul(r2, r2);
  // Pairs of terms first: they do not wait for each other.
  const a = pair(1.0, 1.0, r);
  const b = pair(1.0 / 2.0, 1.0 / 6.0, r);
  const c = pair(1.0 / 24.0, 1.0 / 120.0, r);
  const d = pair(1.0 / 720.0, 1.0 / 5040.0, r);
  const e = pair(1.0 / 40320.0, 1.0 / 362880.0, r);
  const f = pair(1.0 / 3628800.0, 1.0 / 39916800.0, r);
  const g = pair(1.0 / 479001600.0, 1.0 / 6227020800.0, r);
  const low = multiplyAdd(a, b, r2);
  const middle = multiplyAdd(c, d, r2);
  const high = multiplyAdd(multiplyAdd(e, f, r2), g, r4);
  const polynomial = multiplyAdd(multiplyAdd(low, middle, r4), high, f64x2.mul(r4, r4));
  const scale = i64x2.shl(i64x2.add(rounded, i64x2.splat(1023 + BIAS)), 52);
  return f64x2.mul(f64x2.mul(polynomial, scale), f64x2.splat(UNBIAS));
}

function pair(constant: f64, slope: f64, r: v128): v128 {
  return multiplyAdd(f64x2.splat(constant), f64x2.splat(slope), r);
}

import gammainc from "@stdlib/math-base-special-gammainc";
import gammaincinv from "@stdlib/math-base-special-gammaincinv";
import { klTerm } from "./klTerm.js";
import { stirlingError } from "./stirlingError.js";

/**
 * From here on the library's uniform expansion is off by up to 1e-3 (version 0.3.1, a = 10⁶ and x near a), so that the
 * series and the continued fraction are summed instead.
 */
const LARGE_SHAPE = 20;
const MAX_TERMS = 10_000_000;
const NEWTON_STEPS = 8;

/** P(a, x), the probability below x of Gamma(a, 1), or with `upper` the one above; x > 0. */
export function regularizedGamma(a: number, x: number, upper = false): number {
  if (x === Infinity) return upper ? 0 : 1;
  if (a < LARGE_SHAPE) return gammainc(x, a, true, upper);
  if (x < a + 1) {
    const below = weight(a, x) * series(a, x);
    return upper ? 1 - below : below;
  }
  const above = weight(a, x) * a * continuedFraction(a, x);
  return upper ? above : 1 - above;
}

/** The x with P(a, x) = p, or with `upper` the one with 1 − P(a, x) = p; 0 < p < 1. */
export function inverseRegularizedGamma(a: number, p: number, upper = false): number {
  let x = gammaincinv(p, a, upper);
  if (a < LARGE_SHAPE) return x;
  for (let i = 0; i < NEWTON_STEPS; i++) {
    const tail = regularizedGamma(a, x, upper);
    const density = (weight(a, x) * a) / x;
    const step = (Math.log(tail / p) * tail) / (upper ? -density : density);
    if (!Number.isFinite(step)) return x;
    x -= step;
    if (Math.abs(step) <= 4 * Number.EPSILON * x) return x;
  }
  return x;
}

/** xᵃ e⁻ˣ / Γ(a + 1), in Loader's form. */
function weight(a: number, x: number): number {
  return Math.exp(-klTerm(a, x) - stirlingError(a)) / Math.sqrt(2 * Math.PI * a);
}

/** 1 + x/(a+1) + x²/((a+1)(a+2)) + … (DLMF 8.11.4) */
function series(a: number, x: number): number {
  let sum = 1;
  let term = 1;
  for (let n = 1; n < MAX_TERMS && term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** Legendre's fraction 1/(x+1−a − 1(1−a)/(x+3−a − …)) (DLMF 8.9.2), by Lentz's method. */
function continuedFraction(a: number, x: number): number {
  let b = x + 1 - a;
  let c = Infinity;
  let d = 1 / b;
  let value = d;
  for (let n = 1; n < MAX_TERMS; n++) {
    const numerator = n * (a - n);
    b += 2;
    d = 1 / (numerator * d + b);
    c = b + numerator / c;
    value *= c * d;
    if (Math.abs(c * d - 1) <= Number.EPSILON) return value;
  }
  return value;
}

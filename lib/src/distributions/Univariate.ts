import { ndarray, type NdArray } from "../array/index.js";
import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { generator, notNaN, probability, sampleSize } from "./checks.js";
import type { Distribution, Support } from "./Distribution.js";
import { integrate } from "./numerics/integrate.js";

const LOGIT_BREAKPOINTS = [
  -700, -300, -100, -50, -32, -16, -8, -4, -2, -1, 0, 1, 2, 4, 8, 16, 32, 50, 100, 300, 700,
];
const NEGLIGIBLE_TAIL = 1e-25;
const MOST_TERMS = 1e8;
const UNRESOLVED_TAIL = 1e-6;

/**
 * A distribution of one number. A family gives its formulas inside the support; the edges are dealt with here. Its parameters
 * are public fields: two members of a family with equal fields count as one distribution.
 */
export abstract class Univariate implements Distribution<number> {
  abstract readonly mean: number;
  abstract readonly variance: number;
  abstract readonly support: Support;
  readonly dimension = 1;

  /** The log density at a point inside the support (an integer, if discrete). */
  protected abstract logDensity(x: number): number;
  /** P(X ≤ x) for x inside the support. */
  protected abstract lowerTail(x: number): number;
  /** P(X > x) for x inside the support, not as 1 − P(X ≤ x), which cancels where it is small. */
  protected abstract upperTail(x: number): number;
  /** The point with P(X ≤ x) = p, for 0 < p < 1. */
  protected abstract inverseLowerTail(p: number): number;
  /** The point with P(X > x) = p, for 0 < p < 1. */
  protected abstract inverseUpperTail(p: number): number;
  abstract entropy(): number;

  /** @throws InvalidArgumentError for NaN */
  logProb(x: number): number {
    const { lower, upper, discrete } = this.support;
    const inside = notNaN(x, "x") >= lower && x <= upper && Number.isFinite(x);
    // −0 + 0 = 0
    return inside && (!discrete || Number.isInteger(x)) ? this.logDensity(x) + 0 : -Infinity;
  }

  /** P(X ≤ x). @throws InvalidArgumentError for NaN */
  cdf(x: number): number {
    const at = this.support.discrete ? Math.floor(notNaN(x, "x")) : notNaN(x, "x");
    if (at < this.support.lower || at === -Infinity) return 0;
    return at >= this.support.upper ? 1 : this.lowerTail(at);
  }

  /** P(X > x), precise where it is small. @throws InvalidArgumentError for NaN */
  survival(x: number): number {
    const at = this.support.discrete ? Math.floor(notNaN(x, "x")) : notNaN(x, "x");
    if (at < this.support.lower || at === -Infinity) return 1;
    return at >= this.support.upper ? 0 : this.upperTail(at);
  }

  /** The smallest x with P(X ≤ x) ≥ p. @throws InvalidArgumentError unless 0 ≤ p ≤ 1 */
  quantile(p: number): number {
    if (probability(p, "p") === 0) return this.support.lower;
    return p === 1 ? this.support.upper : this.inverseLowerTail(p);
  }

  /** quantile(1 − p), precise where p is small. @throws InvalidArgumentError unless 0 ≤ p ≤ 1 */
  upperQuantile(p: number): number {
    if (probability(p, "p") === 0) return this.support.upper;
    return p === 1 ? this.support.lower : this.inverseUpperTail(p);
  }

  /** One draw; by inversion, unless the family knows better. */
  sample(rng: Rng): number {
    let u = rng.uniform();
    while (u === 0) u = rng.uniform();
    // A heavy tail may reach beyond the largest number.
    return Math.max(-Number.MAX_VALUE, Math.min(this.inverseLowerTail(u), Number.MAX_VALUE));
  }

  /** n draws, of shape `[n]`. @throws InvalidArgumentError unless n is a non-negative integer and rng a generator */
  sampleMany(n: number, rng: Rng): NdArray<Float64Array> {
    generator(rng);
    return ndarray(
      Float64Array.from({ length: sampleSize(n) }, () => this.sample(rng)),
      [n],
    );
  }

  /**
   * E f(X): the sum over a discrete support, else the integral, by adaptive quadrature after the substitution
   * x = quantile(1 / (1 + e^−s)), which puts the mass of every family around s = 0.
   *
   * @throws NonFiniteError if the integral does not converge, or too much mass crowds an end of the support (shapes far
   *   below 1)
   */
  expectation(f: (x: number) => number): number {
    return this.support.discrete ? this.#sum(f) : integrate((s) => this.#weighted(f, s), LOGIT_BREAKPOINTS);
  }

  #weighted(f: (x: number) => number, s: number): number {
    const tail = 1 / (1 + Math.exp(Math.abs(s)));
    const x = this.#inside(s < 0 ? this.quantile(tail) : this.upperQuantile(tail), tail);
    return Number.isFinite(x) ? tail * (1 - tail) * f(x) : 0;
  }

  /** A quantile that rounding put on an end of the support, where a density may be infinite, moved to the next number. */
  #inside(x: number, tail: number): number {
    const { lower, upper } = this.support;
    if (x > lower && x < upper) return x;
    if (tail > UNRESOLVED_TAIL) {
      throw new NonFiniteError(
        "Too much of the probability lies closer to an end of the support than floating point can tell apart.",
      );
    }
    const end = x <= lower ? lower : upper;
    const gap = Math.max(Math.abs(end) * Number.EPSILON, Number.MIN_VALUE);
    return x <= lower ? end + gap : end - gap;
  }

  #sum(f: (x: number) => number): number {
    // Relative to the variance, so that the rare value of a nearly certain variable counts.
    const negligible = Math.max(NEGLIGIBLE_TAIL * Math.min(1, this.variance), Number.MIN_VALUE);
    const from = this.quantile(negligible);
    const to = this.upperQuantile(negligible);
    if (!(to - from < MOST_TERMS)) {
      throw new InvalidArgumentError(
        `The support has too many integers to be summed over (${from} to ${to}). Average over samples instead.`,
      );
    }
    let total = 0;
    for (let x = from; x <= to; x++) {
      const mass = Math.exp(this.logProb(x));
      if (mass > 0) total += mass * f(x);
    }
    return total;
  }
}

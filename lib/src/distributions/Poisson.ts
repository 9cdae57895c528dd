import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { klTerm } from "./numerics/klTerm.js";
import { regularizedGamma } from "./numerics/regularizedGamma.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { smallestInteger } from "./smallestInteger.js";
import { Univariate } from "./Univariate.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** The Poisson distribution with this rate (its mean) on 0, 1, 2, … */
export class Poisson extends Univariate {
  readonly rate: number;
  readonly support: Support = { lower: 0, upper: Infinity, discrete: true };

  /** @throws InvalidArgumentError unless the rate is positive */
  constructor(rate: number) {
    super();
    this.rate = positive(rate, "rate");
  }

  get mean(): number {
    return this.rate;
  }

  get variance(): number {
    return this.rate;
  }

  /** Loader's saddle-point form, which does not cancel for large rates. */
  protected logDensity(k: number): number {
    if (k === 0) return -this.rate;
    return -klTerm(k, this.rate) - stirlingError(k) - HALF_LOG_TWO_PI - 0.5 * Math.log(k);
  }

  protected lowerTail(k: number): number {
    return regularizedGamma(k + 1, this.rate, true);
  }

  protected inverseLowerTail(p: number): number {
    return smallestInteger((k) => regularizedGamma(k + 1, this.rate, true) >= p, this.rate);
  }

  protected inverseUpperTail(p: number): number {
    return smallestInteger((k) => regularizedGamma(k + 1, this.rate) <= p, this.rate);
  }

  /** By summation up to a rate of 1000, from there by the asymptotic series, whose error is then below 1e-12. */
  entropy(): number {
    const r = this.rate;
    if (r <= 1000) return -this.expectation((k) => this.logDensity(k));
    return 0.5 + HALF_LOG_TWO_PI + 0.5 * Math.log(r) - 1 / (12 * r) - 1 / (24 * r * r) - 19 / (360 * r ** 3);
  }
}

import { positive } from "./checks.js";
import { countQuantile } from "./countQuantile.js";
import type { Support } from "./Distribution.js";
import { expm1MinusX } from "./numerics/expm1MinusX.js";
import { klTerm } from "./numerics/klTerm.js";
import { logFactorialExcess } from "./numerics/logFactorialExcess.js";
import { regularizedGamma } from "./numerics/regularizedGamma.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

const SUMMABLE = 30;
/** From this rate on what distinguishes the entropy from a normal distribution's is lost in rounding. */
const NORMAL = 1e17;

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

  protected upperTail(k: number): number {
    return regularizedGamma(k + 1, this.rate);
  }

  protected inverseLowerTail(p: number): number {
    return countQuantile(this, p);
  }

  protected inverseUpperTail(p: number): number {
    return countQuantile(this, p, true);
  }

  /** By summation for small variances, else exactly: what −log p is at the mean (Stirling), plus E log X! − log(E X)!. */
  entropy(): number {
    const r = this.rate;
    if (r < SUMMABLE) return this.expectation((k) => -this.logProb(k));
    if (r > NORMAL) return 0.5 + HALF_LOG_TWO_PI + 0.5 * Math.log(r);
    const excess = logFactorialExcess(r, r, {
      log: (t) => r * Math.expm1(-t),
      excess: (t) => r * expm1MinusX(-t),
    });
    return HALF_LOG_TWO_PI + 0.5 * Math.log(r) + stirlingError(r) + excess;
  }
}

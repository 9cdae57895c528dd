import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import type { Rng } from "../random/index.js";
import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { klTerm } from "./numerics/klTerm.js";
import { inverseRegularizedGamma, regularizedGamma } from "./numerics/regularizedGamma.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { sampleLogGamma } from "./sampleLogGamma.js";
import { Univariate } from "./Univariate.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** The gamma distribution with this shape and rate (mean shape / rate) on [0, ∞). */
export class Gamma extends Univariate {
  readonly shape: number;
  readonly rate: number;
  readonly support: Support = { lower: 0, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless shape and rate are positive */
  constructor(shape: number, rate: number) {
    super();
    this.shape = positive(shape, "shape");
    this.rate = positive(rate, "rate");
  }

  get mean(): number {
    return this.shape / this.rate;
  }

  get variance(): number {
    return this.shape / this.rate / this.rate;
  }

  protected logDensity(x: number): number {
    const { shape, rate } = this;
    if (x === 0) return this.#logDensityAtZero();
    // Loader's saddle-point form: for a large shape the plain terms are large and cancel.
    if (shape >= 16) {
      const centre = HALF_LOG_TWO_PI + stirlingError(shape) - 0.5 * Math.log(shape);
      return -klTerm(shape, rate * x) - centre - Math.log(x);
    }
    return shape * Math.log(rate) + (shape - 1) * Math.log(x) - rate * x - gammaln(shape);
  }

  #logDensityAtZero(): number {
    if (this.shape === 1) return Math.log(this.rate);
    return this.shape < 1 ? Infinity : -Infinity;
  }

  protected lowerTail(x: number): number {
    return x === 0 ? 0 : regularizedGamma(this.shape, this.rate * x);
  }

  protected inverseLowerTail(p: number): number {
    return inverseRegularizedGamma(this.shape, p) / this.rate;
  }

  protected inverseUpperTail(p: number): number {
    return inverseRegularizedGamma(this.shape, p, true) / this.rate;
  }

  /** A draw too small for a double (tiny shapes) is given as the smallest double, where the density is finite. */
  override sample(rng: Rng): number {
    return Math.max(Math.exp(sampleLogGamma(this.shape, rng)) / this.rate, Number.MIN_VALUE);
  }

  entropy(): number {
    const a = this.shape;
    // Stirling's series, as the exact terms cancel for large shapes.
    if (a > 1e5) return 0.5 + HALF_LOG_TWO_PI + 0.5 * Math.log(a) - 1 / (3 * a) - Math.log(this.rate);
    return a - Math.log(this.rate) + gammaln(a) + (1 - a) * digamma(a);
  }
}

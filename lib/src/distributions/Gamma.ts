import gammaln from "@stdlib/math-base-special-gammaln";
import type { Rng } from "../random/index.js";
import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { digammaError } from "./numerics/digammaError.js";
import { klTerm } from "./numerics/klTerm.js";
import { logOfInverseRegularizedGamma, regularizedGamma } from "./numerics/regularizedGamma.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { sampleLogGamma } from "./sampleLogGamma.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

const SMALLEST_NORMAL = 2 ** -1022;

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
    if (shape >= 16 && rate * x > SMALLEST_NORMAL) {
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
    return regularizedGamma(this.shape, this.rate * x, false, Math.log(this.rate) + Math.log(x));
  }

  protected upperTail(x: number): number {
    return regularizedGamma(this.shape, this.rate * x, true, Math.log(this.rate) + Math.log(x));
  }

  protected inverseLowerTail(p: number): number {
    return this.#scaled(logOfInverseRegularizedGamma(this.shape, p));
  }

  protected inverseUpperTail(p: number): number {
    return this.#scaled(logOfInverseRegularizedGamma(this.shape, p, true));
  }

  /** x / rate, where x may underflow though the quotient does not. */
  #scaled(logX: number): number {
    return logX < -600 ? Math.exp(logX - Math.log(this.rate)) : Math.exp(logX) / this.rate;
  }

  /** A draw out of a double's range (tiny shapes) is given as the nearest double in it, where the density is finite. */
  override sample(rng: Rng): number {
    const x = Math.exp(sampleLogGamma(this.shape, rng)) / this.rate;
    return Math.min(Math.max(x, Number.MIN_VALUE), Number.MAX_VALUE);
  }

  /** With Stirling's formulas for log Γ and ψ and what they leave out: nothing cancels for large shapes. */
  entropy(): number {
    const a = this.shape;
    const stirling = 0.5 * Math.log(a) + HALF_LOG_TWO_PI + stirlingError(a);
    return stirling + (a - 1) * (0.5 / a + digammaError(a)) - Math.log(this.rate);
  }
}

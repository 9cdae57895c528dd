import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

/** The exponential distribution with this rate (mean 1 / rate) on [0, ∞). */
export class Exponential extends Univariate {
  readonly rate: number;
  readonly support: Support = { lower: 0, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless the rate is positive */
  constructor(rate: number) {
    super();
    this.rate = positive(rate, "rate");
  }

  get mean(): number {
    return 1 / this.rate;
  }

  get variance(): number {
    return 1 / this.rate / this.rate;
  }

  protected logDensity(x: number): number {
    return Math.log(this.rate) - this.rate * x;
  }

  protected lowerTail(x: number): number {
    return -Math.expm1(-this.rate * x);
  }

  protected upperTail(x: number): number {
    return Math.exp(-this.rate * x);
  }

  protected inverseLowerTail(p: number): number {
    return -Math.log1p(-p) / this.rate;
  }

  protected inverseUpperTail(p: number): number {
    return -Math.log(p) / this.rate;
  }

  entropy(): number {
    return 1 - Math.log(this.rate);
  }
}

import type { Rng } from "../random/index.js";
import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { inverseNormalTail, normalTail } from "./numerics/normalTail.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

/** The log-normal distribution on [0, ∞): log X has the normal distribution with mean mu and standard deviation sigma. */
export class LogNormal extends Univariate {
  readonly mu: number;
  readonly sigma: number;
  readonly support: Support = { lower: 0, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless mu is finite and sigma positive */
  constructor(mu: number, sigma: number) {
    super();
    this.mu = finite(mu, "mu");
    this.sigma = positive(sigma, "sigma");
  }

  get mean(): number {
    return Math.exp(this.mu + this.sigma ** 2 / 2);
  }

  get variance(): number {
    const square = this.sigma ** 2;
    return Math.exp(2 * (this.mu + square) + Math.log(-Math.expm1(-square)));
  }

  protected logDensity(x: number): number {
    if (x === 0) return -Infinity;
    const z = this.#standardised(x);
    return -0.5 * z * z - Math.log(x) - Math.log(this.sigma) - HALF_LOG_TWO_PI;
  }

  protected lowerTail(x: number): number {
    return normalTail(-this.#standardised(x));
  }

  protected upperTail(x: number): number {
    return normalTail(this.#standardised(x));
  }

  #standardised(x: number): number {
    return (Math.log(x) - this.mu) / this.sigma;
  }

  protected inverseLowerTail(p: number): number {
    return Math.exp(this.mu - this.sigma * inverseNormalTail(p));
  }

  protected inverseUpperTail(p: number): number {
    return Math.exp(this.mu + this.sigma * inverseNormalTail(p));
  }

  /** A draw out of a double's range is given as the nearest double in it. */
  override sample(rng: Rng): number {
    const x = Math.exp(this.mu + this.sigma * rng.normal());
    return Math.min(Math.max(x, Number.MIN_VALUE), Number.MAX_VALUE);
  }

  entropy(): number {
    return 0.5 + HALF_LOG_TWO_PI + Math.log(this.sigma) + this.mu;
  }
}

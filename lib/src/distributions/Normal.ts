import type { Rng } from "../random/index.js";
import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { inverseNormalTail, normalTail } from "./numerics/normalTail.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

/** The normal distribution with this mean and standard deviation (not variance). */
export class Normal extends Univariate {
  readonly mean: number;
  readonly sd: number;
  readonly support: Support = { lower: -Infinity, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless the mean is finite and the standard deviation positive */
  constructor(mean: number, sd: number) {
    super();
    this.mean = finite(mean, "mean");
    this.sd = positive(sd, "sd");
  }

  get variance(): number {
    return this.sd ** 2;
  }

  protected logDensity(x: number): number {
    const z = (x - this.mean) / this.sd;
    return -0.5 * z * z - Math.log(this.sd) - HALF_LOG_TWO_PI;
  }

  protected lowerTail(x: number): number {
    return normalTail((this.mean - x) / this.sd);
  }

  protected upperTail(x: number): number {
    return normalTail((x - this.mean) / this.sd);
  }

  protected inverseLowerTail(p: number): number {
    return this.mean - this.sd * inverseNormalTail(p);
  }

  protected inverseUpperTail(p: number): number {
    return this.mean + this.sd * inverseNormalTail(p);
  }

  override sample(rng: Rng): number {
    return this.mean + this.sd * rng.normal();
  }

  entropy(): number {
    return 0.5 + HALF_LOG_TWO_PI + Math.log(this.sd);
  }
}

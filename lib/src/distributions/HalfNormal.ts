import erf from "@stdlib/math-base-special-erf";
import erfc from "@stdlib/math-base-special-erfc";
import erfcinv from "@stdlib/math-base-special-erfcinv";
import type { Rng } from "../random/index.js";
import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { inverseRegularizedGamma } from "./numerics/regularizedGamma.js";
import { Univariate } from "./Univariate.js";

/** Below this probability z = p √(π / 2) (1 + πp² / 12 + …) ends with its first term. */
const NARROW = 1e-9;
const HALF_LOG_HALF_PI = 0.22579135264472744;

/** The half-normal distribution on [0, ∞): |X| for X normal with mean 0 and standard deviation scale. */
export class HalfNormal extends Univariate {
  readonly scale: number;
  readonly support: Support = { lower: 0, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless the scale is positive */
  constructor(scale: number) {
    super();
    this.scale = positive(scale, "scale");
  }

  get mean(): number {
    return this.scale * Math.sqrt(2 / Math.PI);
  }

  get variance(): number {
    return this.scale ** 2 * (1 - 2 / Math.PI);
  }

  protected logDensity(x: number): number {
    const z = x / this.scale;
    return -0.5 * z * z - Math.log(this.scale) - HALF_LOG_HALF_PI;
  }

  protected lowerTail(x: number): number {
    return erf((x / this.scale) * Math.SQRT1_2);
  }

  protected upperTail(x: number): number {
    return erfc((x / this.scale) * Math.SQRT1_2);
  }

  /** Half the square of X / scale has the gamma distribution with shape ½; near 0 the density is constant. */
  protected inverseLowerTail(p: number): number {
    if (p < NARROW) return this.scale * p * Math.sqrt(Math.PI / 2);
    return this.scale * Math.sqrt(2 * inverseRegularizedGamma(0.5, p));
  }

  protected inverseUpperTail(p: number): number {
    return this.scale * Math.SQRT2 * erfcinv(p);
  }

  override sample(rng: Rng): number {
    return this.scale * Math.abs(rng.normal());
  }

  entropy(): number {
    return 0.5 + HALF_LOG_HALF_PI + Math.log(this.scale);
  }
}

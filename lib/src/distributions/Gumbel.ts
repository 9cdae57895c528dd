import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";
import { EULER_GAMMA } from "./numerics/constants.js";

/** The Gumbel distribution for maxima: P(X ≤ x) = exp(−exp(−(x − location) / scale)). */
export class Gumbel extends Univariate {
  readonly location: number;
  readonly scale: number;
  readonly support: Support = { lower: -Infinity, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless the location is finite and the scale positive */
  constructor(location: number, scale: number) {
    super();
    this.location = finite(location, "location");
    this.scale = positive(scale, "scale");
  }

  get mean(): number {
    return this.location + EULER_GAMMA * this.scale;
  }

  get variance(): number {
    return (this.scale * Math.PI) ** 2 / 6;
  }

  protected logDensity(x: number): number {
    const z = (x - this.location) / this.scale;
    return -(z + Math.exp(-z)) - Math.log(this.scale);
  }

  protected lowerTail(x: number): number {
    return Math.exp(-this.#excess(x));
  }

  protected upperTail(x: number): number {
    return -Math.expm1(-this.#excess(x));
  }

  #excess(x: number): number {
    return Math.exp((this.location - x) / this.scale);
  }

  protected inverseLowerTail(p: number): number {
    return this.location - this.scale * Math.log(-Math.log(p));
  }

  protected inverseUpperTail(p: number): number {
    return this.location - this.scale * Math.log(-Math.log1p(-p));
  }

  entropy(): number {
    return 1 + EULER_GAMMA + Math.log(this.scale);
  }
}

import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

/** The Laplace (double exponential) distribution: density exp(−|x − location| / scale) / (2 scale). */
export class Laplace extends Univariate {
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
    return this.location;
  }

  get variance(): number {
    return 2 * this.scale ** 2;
  }

  protected logDensity(x: number): number {
    return -Math.abs(x - this.location) / this.scale - Math.LN2 - Math.log(this.scale);
  }

  protected lowerTail(x: number): number {
    const tail = 0.5 * Math.exp(-Math.abs(x - this.location) / this.scale);
    return x < this.location ? tail : 1 - tail;
  }

  protected inverseLowerTail(p: number): number {
    const distance = p < 0.5 ? Math.log(2 * p) : -Math.log(2 * (1 - p));
    return this.location + this.scale * distance;
  }

  protected inverseUpperTail(p: number): number {
    return 2 * this.location - this.inverseLowerTail(p);
  }

  entropy(): number {
    return 1 + Math.LN2 + Math.log(this.scale);
  }
}

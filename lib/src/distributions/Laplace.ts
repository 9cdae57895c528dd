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
    return standardLowerTail((x - this.location) / this.scale);
  }

  protected upperTail(x: number): number {
    return standardLowerTail((this.location - x) / this.scale);
  }

  protected inverseLowerTail(p: number): number {
    return this.location + this.scale * standardQuantile(p);
  }

  protected inverseUpperTail(p: number): number {
    return this.location - this.scale * standardQuantile(p);
  }

  entropy(): number {
    return 1 + Math.LN2 + Math.log(this.scale);
  }
}

function standardLowerTail(z: number): number {
  const tail = 0.5 * Math.exp(-Math.abs(z));
  return z < 0 ? tail : 1 - tail;
}

function standardQuantile(p: number): number {
  return p < 0.5 ? Math.log(2 * p) : -Math.log(2 * (1 - p));
}

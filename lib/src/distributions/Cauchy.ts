import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

const LOG_PI = 1.1447298858494002;

/** The Cauchy distribution. It has no mean and no variance: both are NaN, as in SciPy and PyTorch. */
export class Cauchy extends Univariate {
  readonly location: number;
  readonly scale: number;
  readonly mean: number = NaN;
  readonly variance: number = NaN;
  readonly support: Support = { lower: -Infinity, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless the location is finite and the scale positive */
  constructor(location: number, scale: number) {
    super();
    this.location = finite(location, "location");
    this.scale = positive(scale, "scale");
  }

  protected logDensity(x: number): number {
    const distance = Math.abs(x - this.location);
    const z = distance / this.scale;
    const logOnePlusSquare = z < 1e8 ? Math.log1p(z * z) : 2 * (Math.log(distance) - Math.log(this.scale));
    return -LOG_PI - Math.log(this.scale) - logOnePlusSquare;
  }

  protected lowerTail(x: number): number {
    return Math.atan2(1, (this.location - x) / this.scale) / Math.PI;
  }

  protected upperTail(x: number): number {
    return Math.atan2(1, (x - this.location) / this.scale) / Math.PI;
  }

  protected inverseLowerTail(p: number): number {
    return this.location - this.scale * cotangentOfHalfTurns(p);
  }

  protected inverseUpperTail(p: number): number {
    return this.location + this.scale * cotangentOfHalfTurns(p);
  }

  entropy(): number {
    return LOG_PI + 2 * Math.LN2 + Math.log(this.scale);
  }
}

/** cot(πp) for 0 < p < 1, precise at both ends and at the zero in the middle. */
function cotangentOfHalfTurns(p: number): number {
  if (p < 0.25) return 1 / Math.tan(Math.PI * p);
  return p > 0.75 ? -1 / Math.tan(Math.PI * (1 - p)) : Math.tan(Math.PI * (0.5 - p));
}

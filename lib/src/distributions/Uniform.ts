import { InvalidArgumentError } from "../errors/index.js";
import { finite } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

/** The continuous uniform distribution on [low, high]. */
export class Uniform extends Univariate {
  readonly low: number;
  readonly high: number;
  readonly support: Support;

  /** @throws InvalidArgumentError unless both ends are finite, low < high, and their distance does not overflow */
  constructor(low: number, high: number) {
    super();
    this.low = finite(low, "low");
    this.high = finite(high, "high");
    if (!(low < high) || high - low === Infinity) {
      throw new InvalidArgumentError(
        `low must be below high by a finite distance, but low is ${low} and high ${high}.`,
      );
    }
    this.support = { lower: low, upper: high, discrete: false };
  }

  get width(): number {
    return this.high - this.low;
  }

  get mean(): number {
    return this.low + this.width / 2;
  }

  get variance(): number {
    return this.width ** 2 / 12;
  }

  protected logDensity(): number {
    return -Math.log(this.width);
  }

  protected lowerTail(x: number): number {
    return (x - this.low) / this.width;
  }

  protected upperTail(x: number): number {
    return (this.high - x) / this.width;
  }

  protected inverseLowerTail(p: number): number {
    return this.low + p * this.width;
  }

  protected inverseUpperTail(p: number): number {
    return this.high - p * this.width;
  }

  entropy(): number {
    return Math.log(this.width);
  }
}

import { positiveProbability } from "./checks.js";
import type { Support } from "./Distribution.js";
import { smallestInteger } from "./smallestInteger.js";
import { Univariate } from "./Univariate.js";

/** The geometric distribution: the number of failures before the first success, of probability p, on 0, 1, 2, … */
export class Geometric extends Univariate {
  readonly p: number;
  readonly support: Support;

  /** @throws InvalidArgumentError unless 0 < p ≤ 1 */
  constructor(p: number) {
    super();
    this.p = positiveProbability(p, "p");
    this.support = { lower: 0, upper: p === 1 ? 0 : Infinity, discrete: true };
  }

  get mean(): number {
    return (1 - this.p) / this.p;
  }

  get variance(): number {
    return (1 - this.p) / this.p / this.p;
  }

  protected logDensity(k: number): number {
    return Math.log(this.p) + (k === 0 ? 0 : k * Math.log1p(-this.p));
  }

  protected lowerTail(k: number): number {
    return -Math.expm1((k + 1) * Math.log1p(-this.p));
  }

  protected upperTail(k: number): number {
    return Math.exp((k + 1) * Math.log1p(-this.p));
  }

  protected inverseLowerTail(p: number): number {
    if (p > 0.5) return this.inverseUpperTail(1 - p);
    return this.#smallest((k) => this.lowerTail(k) >= p, Math.log1p(-p));
  }

  protected inverseUpperTail(p: number): number {
    if (p > 0.5) return this.inverseLowerTail(1 - p);
    return this.#smallest((k) => this.upperTail(k) <= p, Math.log(p));
  }

  /** The formula's solution, mended where rounding has put it one off. */
  #smallest(reached: (k: number) => boolean, logTail: number): number {
    if (logTail / Math.log1p(-this.p) === Infinity) return Infinity;
    return smallestInteger(reached, Math.max(0, Math.ceil(logTail / Math.log1p(-this.p)) - 1));
  }

  entropy(): number {
    return this.p === 1 ? 0 : -Math.log(this.p) - this.mean * Math.log1p(-this.p);
  }
}

import { probability } from "./checks.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

/** The Bernoulli distribution: 1 with probability p, 0 otherwise. */
export class Bernoulli extends Univariate {
  readonly p: number;
  readonly support: Support;

  /** @throws InvalidArgumentError unless 0 ≤ p ≤ 1 */
  constructor(p: number) {
    super();
    this.p = probability(p, "p");
    this.support = { lower: p === 1 ? 1 : 0, upper: p === 0 ? 0 : 1, discrete: true };
  }

  get mean(): number {
    return this.p;
  }

  get variance(): number {
    return this.p * (1 - this.p);
  }

  protected logDensity(x: number): number {
    return x === 1 ? Math.log(this.p) : Math.log1p(-this.p);
  }

  protected lowerTail(): number {
    return 1 - this.p;
  }

  protected upperTail(): number {
    return this.p;
  }

  protected inverseLowerTail(probabilityBelow: number): number {
    return probabilityBelow <= 1 - this.p ? 0 : 1;
  }

  protected inverseUpperTail(probabilityAbove: number): number {
    return probabilityAbove >= this.p ? 0 : 1;
  }

  entropy(): number {
    return this.expectation((x) => -this.logProb(x));
  }
}

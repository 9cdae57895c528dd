import type { Support } from "./Distribution.js";
import { probabilityVector } from "./probabilityVector.js";
import { Univariate } from "./Univariate.js";

/** The categorical distribution: k with probability probabilities[k], for k = 0 … K − 1. */
export class Categorical extends Univariate {
  readonly probabilities: readonly number[];
  readonly support: Support;
  readonly #cumulative: readonly number[];
  /** P(X > k) for each k, summed from the end. */
  readonly #above: readonly number[];

  /** @throws InvalidArgumentError if the vector is empty, or has a negative or NaN entry, or does not sum to 1 (±1e-6) */
  constructor(p: readonly number[]) {
    super();
    this.probabilities = [...probabilityVector(p, "p")];
    let sum = 0;
    this.#cumulative = this.probabilities.map((value) => (sum += value));
    let above = 0;
    this.#above = this.probabilities.map((_, i) => {
      const sum = above;
      above += this.probabilities[this.probabilities.length - 1 - i] as number;
      return sum;
    });
    this.#above = this.#above.toReversed();
    const possible = (value: number): boolean => value > 0;
    this.support = {
      lower: this.probabilities.findIndex(possible),
      upper: this.probabilities.findLastIndex(possible),
      discrete: true,
    };
  }

  get mean(): number {
    return this.probabilities.reduce((sum, p, k) => sum + p * k, 0);
  }

  get variance(): number {
    const mean = this.mean;
    return this.probabilities.reduce((sum, p, k) => sum + p * (k - mean) ** 2, 0);
  }

  protected logDensity(k: number): number {
    return Math.log(this.probabilities[k] as number);
  }

  protected lowerTail(k: number): number {
    return Math.min(1, this.#cumulative[k] as number);
  }

  protected upperTail(k: number): number {
    return this.#above[k] as number;
  }

  protected inverseLowerTail(p: number): number {
    const k = this.#cumulative.findIndex((sum) => sum >= p);
    return k < 0 ? this.support.upper : Math.min(k, this.support.upper);
  }

  protected inverseUpperTail(p: number): number {
    let above = 0;
    for (let k = this.support.upper; k > this.support.lower; k--) {
      above += this.probabilities[k] as number;
      if (above > p) return k;
    }
    return this.support.lower;
  }

  entropy(): number {
    return -this.probabilities.reduce((sum, p) => sum + (p > 0 ? p * Math.log(p) : 0), 0);
  }
}

import { InvalidArgumentError } from "../errors/index.js";
import type { Support } from "./Distribution.js";
import { Univariate } from "./Univariate.js";

/**
 * The continuous Bernoulli distribution on [0, 1] (Loaiza-Ganem & Cunningham 2019): density proportional to
 * pˣ (1 − p)^(1 − x), that is e^(ηx) with η = log(p / (1 − p)). Its mean is not p.
 */
export class ContinuousBernoulli extends Univariate {
  readonly p: number;
  readonly support: Support = { lower: 0, upper: 1, discrete: false };

  /** @throws InvalidArgumentError unless 0 < p < 1 */
  constructor(p: number) {
    super();
    if (!(p > 0 && p < 1)) {
      throw new InvalidArgumentError(`p must lie strictly between 0 and 1, but is ${String(p)}.`);
    }
    this.p = p;
  }

  /** η = log(p / (1 − p)). */
  get logit(): number {
    const excess = 2 * this.p - 1;
    return Math.abs(excess) < 0.5 ? 2 * Math.atanh(excess) : Math.log(this.p) - Math.log1p(-this.p);
  }

  get mean(): number {
    const n = this.logit;
    if (Math.abs(n) < 0.1) return 0.5 + n / 12 - n ** 3 / 720 + n ** 5 / 30240 - n ** 7 / 1209600;
    return -1 / Math.expm1(-n) - 1 / n;
  }

  get variance(): number {
    const n = this.logit;
    if (Math.abs(n) < 0.1) return 1 / 12 - n ** 2 / 240 + n ** 4 / 6048 - n ** 6 / 172800;
    return 1 / n ** 2 - 1 / (4 * Math.sinh(n / 2) ** 2);
  }

  protected logDensity(x: number): number {
    const n = this.logit;
    return n > 0 ? -n * (1 - x) - logMeanOfPower(-n) : n * x - logMeanOfPower(n);
  }

  protected lowerTail(x: number): number {
    const n = this.logit;
    if (n === 0) return x;
    return n > 0
      ? (Math.exp(-n * (1 - x)) * Math.expm1(-n * x)) / Math.expm1(-n)
      : Math.expm1(n * x) / Math.expm1(n);
  }

  /** By the symmetry p ↔ 1 − p, x ↔ 1 − x. */
  protected upperTail(x: number): number {
    const n = this.logit;
    if (n === 0) return 1 - x;
    return n < 0
      ? (Math.exp(n * x) * Math.expm1(n * (1 - x))) / Math.expm1(n)
      : Math.expm1(-n * (1 - x)) / Math.expm1(-n);
  }

  protected inverseLowerTail(p: number): number {
    if (p > 0.5) return this.inverseUpperTail(1 - p);
    const n = this.logit;
    return n === 0 ? p : Math.log1p(p * Math.expm1(n)) / n;
  }

  protected inverseUpperTail(p: number): number {
    if (p > 0.5) return this.inverseLowerTail(1 - p);
    const n = this.logit;
    if (n < -1) return Math.log(Math.exp(n) - p * Math.expm1(n)) / n;
    return n === 0 ? 1 - p : 1 + Math.log1p(p * Math.expm1(-n)) / n;
  }

  entropy(): number {
    const n = this.logit;
    if (Math.abs(n) < 0.1) return (-(n ** 2) / 24) * (1 - n ** 2 / 40 + n ** 4 / 1512 - n ** 6 / 57600);
    return -this.logDensity(this.mean);
  }
}

/** log ∫₀¹ e^(nt) dt for n ≤ 0. */
function logMeanOfPower(n: number): number {
  return n === 0 ? 0 : Math.log(Math.expm1(n) / n);
}

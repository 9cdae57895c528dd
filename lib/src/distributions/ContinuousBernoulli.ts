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

  protected inverseLowerTail(p: number): number {
    const n = this.logit;
    if (n === 0) return p;
    return n > 0 ? 1 - inverseOfFalling(1 - p, -n) : inverseOfFalling(p, n);
  }

  protected inverseUpperTail(p: number): number {
    const n = this.logit;
    if (n === 0) return 1 - p;
    return n > 0 ? 1 - inverseOfFalling(p, -n) : inverseOfFalling(1 - p, n);
  }

  entropy(): number {
    return -this.logDensity(this.mean);
  }
}

/** log ∫₀¹ e^(nt) dt for n ≤ 0. */
function logMeanOfPower(n: number): number {
  return n === 0 ? 0 : Math.log(Math.expm1(n) / n);
}

/** The p-quantile of the density proportional to e^(nx) on [0, 1], n < 0. */
function inverseOfFalling(p: number, n: number): number {
  return Math.min(1, Math.log1p(p * Math.expm1(n)) / n);
}

import { positive, positiveProbability } from "./checks.js";
import { countQuantile } from "./countQuantile.js";
import type { Support } from "./Distribution.js";
import { expm1MinusX } from "./numerics/expm1MinusX.js";
import { log1pMinusX } from "./numerics/log1pMinusX.js";
import { logBinomialMass } from "./numerics/logBinomialMass.js";
import { malmstenIntegral } from "./numerics/malmstenIntegral.js";
import { regularizedBeta } from "./numerics/regularizedBeta.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

const NEGLIGIBLE = 1e-25;
const SUMMABLE = 2000;

/**
 * The negative binomial distribution: the number of failures before the r-th success, of probability p, on 0, 1, 2, …
 * (SciPy's nbinom(r, p); PyTorch's takes the probability of failure). r may be any positive number.
 */
export class NegativeBinomial extends Univariate {
  readonly r: number;
  readonly p: number;
  readonly support: Support;

  /** @throws InvalidArgumentError unless r is positive and 0 < p ≤ 1 */
  constructor(r: number, p: number) {
    super();
    this.r = positive(r, "r");
    this.p = positiveProbability(p, "p");
    this.support = { lower: 0, upper: p === 1 ? 0 : Infinity, discrete: true };
  }

  get mean(): number {
    return (this.r * (1 - this.p)) / this.p;
  }

  get variance(): number {
    return this.mean / this.p;
  }

  /** Γ(r + k) / (k! Γ(r)) = r / (r + k) · Γ(r + k + 1) / (Γ(k + 1) Γ(r + 1)). */
  protected logDensity(k: number): number {
    if (k === 0) return this.r * Math.log(this.p);
    return logBinomialMass(this.r, k, this.p) + Math.log(this.r / (this.r + k));
  }

  protected lowerTail(k: number): number {
    return regularizedBeta(this.r, k + 1, this.p);
  }

  protected upperTail(k: number): number {
    return regularizedBeta(this.r, k + 1, this.p, true);
  }

  protected inverseLowerTail(p: number): number {
    return countQuantile(this, p);
  }

  protected inverseUpperTail(p: number): number {
    return countQuantile(this, p, true);
  }

  /**
   * By summation where the mass lies on few integers, else exactly: what −log p is at the mean (Stirling), plus what the
   * mean of log X! and of −log Γ(X + r) exceed those of their means by.
   */
  entropy(): number {
    const { r, p, mean } = this;
    if (this.upperQuantile(NEGLIGIBLE) < SUMMABLE) return this.expectation((k) => -this.logProb(k));
    // The variance itself may overflow.
    const sd = Math.sqrt(mean) / Math.sqrt(p);
    const odds = (1 - p) / p;
    const transform = {
      log: (t: number): number => -r * Math.log1p(-odds * Math.expm1(-t)),
      excess: (t: number): number => mean * expm1MinusX(-t) - r * log1pMinusX(-odds * Math.expm1(-t)),
    };
    const stirling = stirlingError(r) + stirlingError(mean) - stirlingError(r / p);
    const slower = Math.min(1, r);
    const kernel = (t: number): number =>
      (Math.exp(-slower * t) * Math.expm1(-Math.abs(r - 1) * t)) / Math.expm1(-t);
    const from = 1e-10 / Math.max(1, sd);
    const gammas = malmstenIntegral(mean, transform, kernel, from, 45 / slower);
    return HALF_LOG_TWO_PI + Math.log(sd) + stirling + Math.sign(r - 1) * gammas;
  }
}

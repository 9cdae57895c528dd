import { count, probability } from "./checks.js";
import { countQuantile } from "./countQuantile.js";
import type { Support } from "./Distribution.js";
import { expm1MinusX } from "./numerics/expm1MinusX.js";
import { log1pMinusX } from "./numerics/log1pMinusX.js";
import { logBinomialMass } from "./numerics/logBinomialMass.js";
import { logFactorialExcess } from "./numerics/logFactorialExcess.js";
import { regularizedBeta } from "./numerics/regularizedBeta.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

const SUMMABLE = 30;

/** The binomial distribution: the number of successes in n independent trials of success probability p. */
export class Binomial extends Univariate {
  readonly n: number;
  readonly p: number;
  readonly support: Support;

  /** @throws InvalidArgumentError unless n is a non-negative integer and 0 ≤ p ≤ 1 */
  constructor(n: number, p: number) {
    super();
    this.n = count(n, "n");
    this.p = probability(p, "p");
    this.support = { lower: p === 1 ? n : 0, upper: p === 0 ? 0 : n, discrete: true };
  }

  get mean(): number {
    return this.n * this.p;
  }

  get variance(): number {
    return this.n * this.p * (1 - this.p);
  }

  protected logDensity(k: number): number {
    return logBinomialMass(k, this.n - k, this.p);
  }

  protected lowerTail(k: number): number {
    return regularizedBeta(k + 1, this.n - k, this.p, true);
  }

  protected upperTail(k: number): number {
    return regularizedBeta(k + 1, this.n - k, this.p);
  }

  protected inverseLowerTail(p: number): number {
    return countQuantile(this, p);
  }

  protected inverseUpperTail(p: number): number {
    return countQuantile(this, p, true);
  }

  /**
   * By summation for small variances, else exactly: what −log p is at the mean (Stirling), plus what the mean of each
   * factorial's logarithm exceeds that of its mean by.
   */
  entropy(): number {
    const { n, p, variance } = this;
    if (variance < SUMMABLE) return this.expectation((k) => -this.logProb(k));
    const q = 1 - p;
    const stirling = stirlingError(n * p) + stirlingError(n * q) - stirlingError(n);
    return (
      HALF_LOG_TWO_PI + 0.5 * Math.log(variance) + stirling + factorialExcess(n, p) + factorialExcess(n, q)
    );
  }
}

/** E log X! − log Γ(E X + 1) for X from Binomial(n, p). */
function factorialExcess(n: number, p: number): number {
  return logFactorialExcess(n * p, n * p * (1 - p), {
    log: (t) => n * Math.log1p(p * Math.expm1(-t)),
    excess: (t) => n * (log1pMinusX(p * Math.expm1(-t)) + p * expm1MinusX(-t)),
  });
}

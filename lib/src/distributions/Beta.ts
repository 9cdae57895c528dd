import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import betaln from "@stdlib/math-base-special-betaln";
import digamma from "@stdlib/math-base-special-digamma";
import type { Rng } from "../random/index.js";
import { positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { sampleLogGamma } from "./sampleLogGamma.js";
import { Univariate } from "./Univariate.js";

/** The beta distribution on [0, 1]: density proportional to x^(a − 1) (1 − x)^(b − 1). */
export class Beta extends Univariate {
  readonly a: number;
  readonly b: number;
  readonly support: Support = { lower: 0, upper: 1, discrete: false };

  /** @throws InvalidArgumentError unless a and b are positive */
  constructor(a: number, b: number) {
    super();
    this.a = positive(a, "a");
    this.b = positive(b, "b");
  }

  get mean(): number {
    return this.a / (this.a + this.b);
  }

  get variance(): number {
    const total = this.a + this.b;
    return ((this.a / total) * (this.b / total)) / (total + 1);
  }

  protected logDensity(x: number): number {
    return powerLog(this.a - 1, Math.log(x)) + powerLog(this.b - 1, Math.log1p(-x)) - betaln(this.a, this.b);
  }

  protected lowerTail(x: number): number {
    return betainc(x, this.a, this.b);
  }

  protected inverseLowerTail(p: number): number {
    return betaincinv(p, this.a, this.b);
  }

  protected inverseUpperTail(p: number): number {
    return betaincinv(p, this.a, this.b, true);
  }

  override sample(rng: Rng): number {
    const logX = sampleLogGamma(this.a, rng);
    const logY = sampleLogGamma(this.b, rng);
    return 1 / (1 + Math.exp(logY - logX));
  }

  entropy(): number {
    const { a, b } = this;
    return (
      betaln(a, b) -
      powerLog(a - 1, digamma(a)) -
      powerLog(b - 1, digamma(b)) +
      powerLog(a + b - 2, digamma(a + b))
    );
  }
}

/** exponent · log, with 0 · ∞ = 0 (a factor x⁰ is 1 even at x = 0). */
function powerLog(exponent: number, log: number): number {
  return exponent === 0 ? 0 : exponent * log;
}

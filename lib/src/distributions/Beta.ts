import type { Rng } from "../random/index.js";
import { positive } from "./checks.js";
import { dirichletEntropy } from "./dirichletEntropy.js";
import type { Support } from "./Distribution.js";
import { logBetaWeight } from "./numerics/logBetaWeight.js";
import { inverseRegularizedBeta, regularizedBeta } from "./numerics/regularizedBeta.js";
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
    if (x === 0) return logDensityAtEnd(this.a, this.b);
    if (x === 1) return logDensityAtEnd(this.b, this.a);
    const weight = x > 0.5 ? logBetaWeight(this.b, this.a, 1 - x) : logBetaWeight(this.a, this.b, x);
    return weight - Math.log(x) - Math.log1p(-x);
  }

  protected lowerTail(x: number): number {
    return regularizedBeta(this.a, this.b, x);
  }

  protected upperTail(x: number): number {
    return regularizedBeta(this.a, this.b, x, true);
  }

  protected inverseLowerTail(p: number): number {
    return inverseRegularizedBeta(this.a, this.b, p);
  }

  protected inverseUpperTail(p: number): number {
    return inverseRegularizedBeta(this.a, this.b, p, true);
  }

  /** A draw too close to 0 or 1 for a double is given as the neighbouring double, where the density is finite. */
  override sample(rng: Rng): number {
    const logX = sampleLogGamma(this.a, rng);
    const logY = sampleLogGamma(this.b, rng);
    const x = 1 / (1 + Math.exp(logY - logX));
    return Math.min(Math.max(x, Number.MIN_VALUE), 1 - Number.EPSILON / 2);
  }

  entropy(): number {
    return dirichletEntropy([this.a, this.b]);
  }
}

/** At the end where the density goes as distance^(own − 1). */
function logDensityAtEnd(own: number, other: number): number {
  if (own === 1) return Math.log(other);
  return own < 1 ? Infinity : -Infinity;
}

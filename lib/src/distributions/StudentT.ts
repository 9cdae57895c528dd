import type { Rng } from "../random/index.js";
import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { digammaError } from "./numerics/digammaError.js";
import { logitOfInverseRegularizedBeta, regularizedBeta } from "./numerics/regularizedBeta.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { sampleLogGamma } from "./sampleLogGamma.js";
import { Univariate } from "./Univariate.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

/** From here on (times √df) the tail is a power to rounding, and z² may overflow. */
const FAR = 1e140;

/**
 * Student's t distribution with df degrees of freedom, shifted and scaled. The mean is NaN (undefined) for df ≤ 1; the
 * variance is infinite for 1 < df ≤ 2 and NaN below.
 */
export class StudentT extends Univariate {
  readonly df: number;
  readonly location: number;
  readonly scale: number;
  readonly support: Support = { lower: -Infinity, upper: Infinity, discrete: false };

  /** @throws InvalidArgumentError unless the location is finite and the other two are positive */
  constructor(df: number, location: number, scale: number) {
    super();
    this.df = positive(df, "df");
    this.location = finite(location, "location");
    this.scale = positive(scale, "scale");
  }

  get mean(): number {
    return this.df > 1 ? this.location : NaN;
  }

  get variance(): number {
    if (this.df > 2) return this.scale ** 2 * (this.df / (this.df - 2));
    return this.df > 1 ? Infinity : NaN;
  }

  protected logDensity(x: number): number {
    const distance = Math.abs(x - this.location);
    const z = distance / this.scale;
    // z² / df, unless z² would overflow.
    const logOnePlus =
      z < 1e150
        ? Math.log1p((z * z) / this.df)
        : 2 * (Math.log(distance) - Math.log(this.scale)) - Math.log(this.df);
    return -((this.df + 1) / 2) * logOnePlus - this.#logNormaliser();
  }

  /** log(√df B(df / 2, ½) scale), by Stirling's formula and what it leaves out: nothing cancels for large df. */
  #logNormaliser(): number {
    const half = this.df / 2;
    const stirling = stirlingError(half) - stirlingError(half + 0.5);
    return stirling + 0.5 - half * Math.log1p(0.5 / half) + HALF_LOG_TWO_PI + Math.log(this.scale);
  }

  protected lowerTail(x: number): number {
    return this.#standardLowerTail((x - this.location) / this.scale);
  }

  protected upperTail(x: number): number {
    return this.#standardLowerTail((this.location - x) / this.scale);
  }

  /** df / (df + z²) has the distribution Beta(df / 2, ½). */
  #standardLowerTail(z: number): number {
    const { df } = this;
    const far = FAR * Math.max(1, Math.sqrt(df));
    if (z < -far) return this.#standardLowerTail(-far) * (far / -z) ** df;
    const square = z * z;
    const bothTails =
      square < df
        ? regularizedBeta(0.5, df / 2, square / (df + square), true)
        : regularizedBeta(df / 2, 0.5, df / (df + square));
    return z < 0 ? bothTails / 2 : 1 - bothTails / 2;
  }

  protected inverseLowerTail(p: number): number {
    return p < 0.5 ? this.location - this.#distance(p) : this.location + this.#distance(1 - p);
  }

  protected inverseUpperTail(p: number): number {
    return p < 0.5 ? this.location + this.#distance(p) : this.location - this.#distance(1 - p);
  }

  /** How far from the centre a tail of probability p ≤ ½ begins. */
  #distance(p: number): number {
    if (p === 0.5) return 0;
    const logit = logitOfInverseRegularizedBeta(this.df / 2, 0.5, 2 * p);
    return this.scale * Math.sqrt(this.df) * Math.exp(-logit / 2);
  }

  override sample(rng: Rng): number {
    const logChiSquaredOverDf = sampleLogGamma(this.df / 2, rng) + Math.LN2 - Math.log(this.df);
    const x = this.location + this.scale * rng.normal() * Math.exp(-0.5 * logChiSquaredOverDf);
    return Math.max(-Number.MAX_VALUE, Math.min(x, Number.MAX_VALUE));
  }

  /** (df + 1) / 2 · (ψ((df + 1) / 2) − ψ(df / 2)) plus the normaliser's logarithm, with ψ by its asymptotic series' error. */
  entropy(): number {
    const half = this.df / 2;
    const digammas =
      Math.log1p(0.5 / half) + 0.5 / (this.df * (half + 0.5)) + digammaError(half) - digammaError(half + 0.5);
    return (half + 0.5) * digammas + this.#logNormaliser();
  }
}

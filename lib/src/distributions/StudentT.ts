import betainc from "@stdlib/math-base-special-betainc";
import betaincinv from "@stdlib/math-base-special-betaincinv";
import betaln from "@stdlib/math-base-special-betaln";
import digamma from "@stdlib/math-base-special-digamma";
import type { Rng } from "../random/index.js";
import { finite, positive } from "./checks.js";
import type { Support } from "./Distribution.js";
import { sampleLogGamma } from "./sampleLogGamma.js";
import { Univariate } from "./Univariate.js";

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
    if (this.df > 2) return (this.scale ** 2 * this.df) / (this.df - 2);
    return this.df > 1 ? Infinity : NaN;
  }

  protected logDensity(x: number): number {
    const z = Math.abs(x - this.location) / this.scale;
    const logOnePlus = z < 1e150 ? Math.log1p((z * z) / this.df) : 2 * Math.log(z) - Math.log(this.df);
    return -((this.df + 1) / 2) * logOnePlus - this.#logNormaliser();
  }

  #logNormaliser(): number {
    return betaln(this.df / 2, 0.5) + 0.5 * Math.log(this.df) + Math.log(this.scale);
  }

  protected lowerTail(x: number): number {
    const z = (x - this.location) / this.scale;
    const square = z * z;
    // I_y(df/2, 1/2) with y = df / (df + z²), written with the smaller of y and 1 − y.
    const bothTails =
      square < this.df
        ? betainc(square / (this.df + square), 0.5, this.df / 2, true, true)
        : betainc(this.df / (this.df + square), this.df / 2, 0.5);
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
    const complement = betaincinv(2 * p, 0.5, this.df / 2, true);
    if (complement < 0.5) return this.scale * Math.sqrt((this.df * complement) / (1 - complement));
    const y = betaincinv(2 * p, this.df / 2, 0.5);
    return this.scale * Math.sqrt((this.df * (1 - y)) / y);
  }

  override sample(rng: Rng): number {
    const logChiSquaredOverDf = sampleLogGamma(this.df / 2, rng) + Math.LN2 - Math.log(this.df);
    return this.location + this.scale * rng.normal() * Math.exp(-0.5 * logChiSquaredOverDf);
  }

  entropy(): number {
    const half = (this.df + 1) / 2;
    return half * (digamma(half) - digamma(this.df / 2)) + this.#logNormaliser();
  }
}

import { ndarray, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { generator, list, notNaN, sampleSize } from "./checks.js";
import type { Support, VectorDistribution } from "./Distribution.js";

/** A distribution of vectors, with a density on all of ℝᵈ unless its support says otherwise. */
export abstract class Multivariate implements VectorDistribution {
  abstract readonly mean: readonly number[];
  abstract readonly variance: readonly number[];
  readonly support: Support = { lower: -Infinity, upper: Infinity, discrete: false };

  abstract sample(rng: Rng): number[];
  abstract entropy(): number;
  /** The log density at a vector of the right length without NaN. */
  protected abstract logDensity(x: readonly number[]): number;

  get dimension(): number {
    return this.mean.length;
  }

  /** @throws ShapeError for a vector of another length, InvalidArgumentError if it contains NaN or what is no number */
  logProb(x: readonly number[]): number {
    const at = list(x, "x");
    if (at.length !== this.dimension) {
      throw new ShapeError(`x must have ${this.dimension} coordinates, but has ${at.length}.`);
    }
    at.forEach((value, i) => notNaN(value, `x[${i}]`));
    return at.every((value) => Number.isFinite(value)) ? this.logDensity(at) : -Infinity;
  }

  /** n draws, of shape `[n, d]`. @throws InvalidArgumentError unless n is a non-negative integer and rng a generator */
  sampleMany(n: number, rng: Rng): NdArray<Float64Array> {
    generator(rng);
    const data = new Float64Array(sampleSize(n) * this.dimension);
    for (let i = 0; i < n; i++) data.set(this.sample(rng), i * this.dimension);
    return ndarray(data, [n, this.dimension]);
  }
}

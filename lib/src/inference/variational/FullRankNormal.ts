import { MultivariateNormal } from "../../distributions/index.js";
import { SingularCovarianceError } from "../../errors/index.js";
import { multiply, transpose } from "../../linear-algebra/index.js";
import type { VariationalNormal } from "./VariationalNormal.js";

/** A normal with any covariance matrix L Lᵀ, L lower triangular with a positive diagonal, row-major. */
export class FullRankNormal implements VariationalNormal {
  readonly #mean: Float64Array;
  readonly #factor: Float64Array;

  /** @param factor L, d² numbers */
  constructor(mean: ArrayLike<number>, factor: Float64Array) {
    this.#mean = Float64Array.from(mean);
    this.#factor = Float64Array.from(factor);
  }

  get dimension(): number {
    return this.#mean.length;
  }

  get parameterCount(): number {
    return (this.dimension * (this.dimension + 3)) / 2;
  }

  logDeterminant(): number {
    return this.#mean.reduce((sum, _, i) => sum + Math.log(this.#factor[i * (this.dimension + 1)]!), 0);
  }

  place(noise: Float64Array, s: number): number[] {
    const offset = this.#apply(noise.subarray(s * this.dimension, (s + 1) * this.dimension));
    return Array.from(this.#mean, (mean, i) => mean + offset[i]!);
  }

  pullBack(gradient: ArrayLike<number>): Float64Array {
    const d = this.dimension;
    const pulled = new Float64Array(d);
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) pulled[j]! += this.#factor[i * d + j]! * gradient[i]!;
    }
    return pulled;
  }

  shift(delta: Float64Array): void {
    this.#apply(delta).forEach((step, i) => (this.#mean[i]! += step));
  }

  rescale(centred: Float64Array, noise: Float64Array, rate: number): void {
    const d = this.dimension;
    const covariance = symmetricMoment(centred, noise, d);
    const size = Math.sqrt(covariance.reduce((sum, c) => sum + c * c, 0));
    const scale = rate / Math.max(1, rate * size);
    // Row i of L (I + A) needs row i of L alone, from column j on: the columns in order can be written in place.
    for (let i = 0; i < d; i++) {
      for (let j = 0; j <= i; j++) {
        let entry = this.#factor[i * d + j]! * Math.exp(0.5 * scale * covariance[j * d + j]!);
        for (let k = j + 1; k <= i; k++) entry += this.#factor[i * d + k]! * scale * covariance[k * d + j]!;
        this.#factor[i * d + j] = entry;
      }
    }
  }

  parameters(): Float64Array {
    return Float64Array.from([...this.#mean, ...this.#factor]);
  }

  restore(parameters: Float64Array): void {
    this.#mean.set(parameters.subarray(0, this.dimension));
    this.#factor.set(parameters.subarray(this.dimension));
  }

  /** @throws SingularCovarianceError if the covariance is singular to rounding */
  approximation(parameters: Float64Array): MultivariateNormal {
    const d = this.dimension;
    const factor = { data: parameters.slice(d), shape: [d, d] };
    try {
      return new MultivariateNormal([...parameters.subarray(0, d)], multiply(factor, transpose(factor)));
    } catch (cause) {
      throw new SingularCovarianceError(
        "q's covariance became singular to rounding: the target ties coordinates together, or q has run off because the log " +
          'density has no finite integral. Use family "mean-field", fewer coordinates, or a proper prior.',
        { cause },
      );
    }
  }

  /** L x. */
  #apply(x: Float64Array): Float64Array {
    const d = this.dimension;
    return x.map((_, i) => {
      let sum = 0;
      for (let j = 0; j <= i; j++) sum += this.#factor[i * d + j]! * x[j]!;
      return sum;
    });
  }
}

/** The mean of (c εᵀ + ε cᵀ) / 2 over the rows of both, shape `[d, d]`. */
function symmetricMoment(centred: Float64Array, noise: Float64Array, d: number): Float64Array {
  const rows = noise.length / d;
  const moment = new Float64Array(d * d);
  for (let s = 0; s < rows; s++) {
    const row = s * d;
    for (let i = 0; i < d; i++) {
      const [c, e] = [centred[row + i]!, noise[row + i]!];
      for (let j = 0; j <= i; j++) moment[i * d + j]! += c * noise[row + j]! + e * centred[row + j]!;
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) moment[i * d + j] = moment[j * d + i] = moment[i * d + j]! / (2 * rows);
  }
  return moment;
}

import { DiagonalNormal } from "../../distributions/index.js";
import type { VariationalNormal } from "./VariationalNormal.js";

/** A normal with independent coordinates: L is the diagonal matrix of the standard deviations. */
export class MeanFieldNormal implements VariationalNormal {
  readonly #mean: Float64Array;
  readonly #sd: Float64Array;

  constructor(mean: ArrayLike<number>, sd: ArrayLike<number>) {
    this.#mean = Float64Array.from(mean);
    this.#sd = Float64Array.from(sd);
  }

  get dimension(): number {
    return this.#mean.length;
  }

  get parameterCount(): number {
    return 2 * this.dimension;
  }

  logDeterminant(): number {
    return this.#sd.reduce((sum, sd) => sum + Math.log(sd), 0);
  }

  place(noise: Float64Array, s: number): number[] {
    const first = s * this.dimension;
    return Array.from(this.#mean, (mean, i) => mean + this.#sd[i]! * noise[first + i]!);
  }

  pullBack(gradient: ArrayLike<number>): Float64Array {
    return this.#sd.map((sd, i) => sd * gradient[i]!);
  }

  shift(delta: Float64Array): void {
    delta.forEach((step, i) => (this.#mean[i]! += this.#sd[i]! * step));
  }

  rescale(centred: Float64Array, noise: Float64Array, rate: number): void {
    const d = this.dimension;
    const covariance = new Float64Array(d);
    for (let k = 0; k < noise.length; k++) covariance[k % d]! += (centred[k]! * noise[k]! * d) / noise.length;
    const size = Math.sqrt(covariance.reduce((sum, c) => sum + c * c, 0));
    covariance.forEach((c, i) => (this.#sd[i]! *= Math.exp((0.5 * rate * c) / Math.max(1, rate * size))));
  }

  parameters(): Float64Array {
    return Float64Array.from([...this.#mean, ...this.#sd]);
  }

  restore(parameters: Float64Array): void {
    this.#mean.set(parameters.subarray(0, this.dimension));
    this.#sd.set(parameters.subarray(this.dimension));
  }

  approximation(parameters: Float64Array): DiagonalNormal {
    const d = this.dimension;
    return new DiagonalNormal([...parameters.subarray(0, d)], [...parameters.subarray(d)]);
  }
}

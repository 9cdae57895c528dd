import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import type { WeightPosterior } from "./WeightPosterior.js";

/** Weights from a Dirichlet distribution. */
export class DirichletWeights implements WeightPosterior {
  readonly #total: number;

  constructor(readonly concentration: Float64Array) {
    this.#total = concentration.reduce((sum, value) => sum + value, 0);
  }

  /** The posterior of a symmetric prior under K counts (Bishop 2006, equation 10.58). */
  static under(counts: Float64Array, prior: number): DirichletWeights {
    return new DirichletWeights(counts.map((count) => prior + count));
  }

  mean(): Float64Array {
    return this.concentration.map((value) => value / this.#total);
  }

  /** Bishop 2006, equation 10.66. */
  expectedLog(): Float64Array {
    return this.concentration.map((value) => digamma(value) - digamma(this.#total));
  }

  logNormalizer(): number {
    return this.concentration.reduce((sum, value) => sum + gammaln(value), -gammaln(this.#total));
  }
}

import digamma from "@stdlib/math-base-special-digamma";
import gammaln from "@stdlib/math-base-special-gammaln";
import type { StickConcentration } from "./BayesianMixtureParameters.js";
import type { WeightPosterior } from "./WeightPosterior.js";

/**
 * The first K weights of a Dirichlet process: πₖ = vₖ (1 − v₁) … (1 − vₖ₋₁) with vₖ from Beta(aₖ, bₖ) (Sethuraman 1994; Blei &
 * Jordan 2006). The sticks after the K-th, on which no data are, keep their prior.
 */
export class StickBreakingWeights implements WeightPosterior {
  constructor(readonly concentration: StickConcentration) {}

  /** The posterior under K counts (Blei & Jordan 2006, equations 18 and 19). */
  static under(counts: Float64Array, prior: number): StickBreakingWeights {
    const b = new Float64Array(counts.length);
    let later = 0;
    for (let k = counts.length - 1; k >= 0; k--) {
      b[k] = prior + later;
      later += counts[k]!;
    }
    return new StickBreakingWeights({ a: counts.map((count) => 1 + count), b });
  }

  mean(): Float64Array {
    const { a, b } = this.concentration;
    let left = 1;
    const means = a.map((own, k) => {
      const mean = (left * own) / (own + b[k]!);
      left *= b[k]! / (own + b[k]!);
      return mean;
    });
    const total = means.reduce((sum, mean) => sum + mean, 0);
    return means.map((mean) => mean / total);
  }

  expectedLog(): Float64Array {
    const { a, b } = this.concentration;
    let left = 0;
    return a.map((own, k) => {
      const total = digamma(own + b[k]!);
      const log = left + digamma(own) - total;
      left += digamma(b[k]!) - total;
      return log;
    });
  }

  logNormalizer(): number {
    const { a, b } = this.concentration;
    return a.reduce((sum, own, k) => sum + gammaln(own) + gammaln(b[k]!) - gammaln(own + b[k]!), 0);
  }
}

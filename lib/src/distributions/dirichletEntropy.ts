import { digammaError } from "./numerics/digammaError.js";
import { stirlingError } from "./numerics/stirlingError.js";
import { HALF_LOG_TWO_PI } from "./numerics/constants.js";

/**
 * The entropy of the Dirichlet distribution (of the beta distribution, for two entries). With Stirling's formulas for
 * log Γ and ψ put in, their large terms are gone, and what the formulas leave out remains: nothing cancels.
 */
export function dirichletEntropy(concentration: readonly number[]): number {
  const total = concentration.reduce((sum, a) => sum + a, 0);
  const d = concentration.length;
  const own = concentration.reduce(
    (sum, a) => sum + 0.5 * Math.log(a) + stirlingError(a) + (a - 1) * digammaGap(a),
    0,
  );
  const shared = stirlingError(total) + (total - d) * digammaGap(total) + (d - 0.5) * Math.log(total);
  return own - shared + (d - 1) * HALF_LOG_TWO_PI;
}

/** log x − ψ(x). */
function digammaGap(x: number): number {
  return 0.5 / x + digammaError(x);
}

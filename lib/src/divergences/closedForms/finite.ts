import {
  Bernoulli,
  Binomial,
  Categorical,
  expm1MinusX,
  klTerm,
  Univariate,
} from "../../distributions/index.js";
import { NoClosedFormError } from "../../errors/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

const MOST_OUTCOMES = 1e7;

/** A finite number of outcomes can always be summed over. */
export const finiteForms: readonly ClosedForm[] = [
  closedForm(Categorical, Categorical, (p, q) => klOfProbabilities(p.probabilities, q.probabilities)),
  closedForm(Bernoulli, Categorical, (p, q) => klOfProbabilities([1 - p.p, p.p], q.probabilities)),
  closedForm(Categorical, Bernoulli, (p, q) => klOfProbabilities(p.probabilities, [1 - q.p, q.p])),
  closedForm(Bernoulli, Univariate, finiteSum),
  closedForm(Categorical, Univariate, finiteSum),
  closedForm(Binomial, Univariate, finiteSum),
];

/** Σ p log(p/q) of two vectors that sum to 1 but for rounding: the difference of the sums would be felt where they are close. */
export function klOfProbabilities(p: ArrayLike<number>, q: ArrayLike<number>): number {
  const outcomes = Math.max(p.length, q.length);
  let sum = 0;
  let excess = 0;
  for (let k = 0; k < outcomes; k++) {
    const a = p[k] ?? 0;
    const b = q[k] ?? 0;
    sum += klTerm(a, b);
    excess += a - b;
  }
  return Math.max(0, sum - klTerm(1, 1, excess));
}

/**
 * Σ [p log(p/q) − p + q], whose terms are not negative: p (eᵈ − 1 − d) with d = log(q/p) where p has mass, and q elsewhere.
 *
 * @throws NoClosedFormError if there are more than 10⁷ outcomes
 */
export function finiteSum(p: Univariate, q: Univariate): number {
  const { lower, upper } = p.support;
  if (upper - lower >= MOST_OUTCOMES) {
    throw new NoClosedFormError(
      `KL from ${p.constructor.name} is a sum of ${upper - lower + 1} terms. Use klQuadrature, which leaves out the ` +
        "negligible ones, or klMonteCarlo.",
    );
  }
  let sum = q.cdf(lower - 1) + q.survival(upper);
  for (let k = lower; k <= upper; k++) {
    const logP = p.logProb(k);
    const logQ = q.logProb(k);
    const mass = Math.exp(logP);
    const d = logQ - logP;
    // eᵈ may overflow though p eᵈ, which is q, does not.
    if (mass === 0) sum += Math.exp(logQ);
    else sum += d < 1 ? mass * expm1MinusX(d) : Math.exp(logQ) - mass * (1 + d);
  }
  return sum;
}

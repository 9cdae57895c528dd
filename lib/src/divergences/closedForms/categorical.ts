import { Bernoulli, Categorical, klTerm, Univariate } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const categoricalForms: readonly ClosedForm[] = [
  closedForm(Categorical, Categorical, (p, q) => {
    const outcomes = Math.max(p.probabilities.length, q.probabilities.length);
    let sum = 0;
    for (let k = 0; k < outcomes; k++) sum += klTerm(p.probabilities[k] ?? 0, q.probabilities[k] ?? 0);
    return sum;
  }),
  closedForm(Categorical, Univariate, (p, q) => finiteSum(p.probabilities, q)),
  closedForm(Bernoulli, Univariate, (p, q) => finiteSum([1 - p.p, p.p], q)),
];

/** Σ pₖ (log pₖ − log qₖ) over the outcomes 0 … K − 1. */
function finiteSum(probabilities: readonly number[], q: Univariate): number {
  return probabilities.reduce((sum, p, k) => (p > 0 ? sum + p * (Math.log(p) - q.logProb(k)) : sum), 0);
}

import { ContinuousBernoulli, integrate } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const continuousBernoulliForms: readonly ClosedForm[] = [
  // The Bregman divergence of the log normaliser A in the logit η; when the two are close, from its remainder integral
  // δ² ∫₀¹ (1 − t) A″(ηp + tδ) dt, where A″ is the variance and nothing cancels.
  closedForm(ContinuousBernoulli, ContinuousBernoulli, (p, q) => {
    const difference = q.logit - p.logit;
    if (Math.abs(difference) > 1) return q.logProb(p.mean) * -1 + p.logProb(p.mean);
    const remainder = integrate((t) => (1 - t) * varianceAt(p.logit + t * difference), [0, 1]);
    return difference * difference * remainder;
  }),
];

function varianceAt(logit: number): number {
  return new ContinuousBernoulli(1 / (1 + Math.exp(-logit))).variance;
}

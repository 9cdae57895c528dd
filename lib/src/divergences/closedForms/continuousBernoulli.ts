import { ContinuousBernoulli, integrate } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const continuousBernoulliForms: readonly ClosedForm[] = [
  // The Bregman divergence of the log normaliser A in the logit η; when the two are close, from its remainder integral
  // δ² ∫₀¹ (1 − t) A″(ηp + tδ) dt, where A″ is the variance and nothing cancels.
  closedForm(ContinuousBernoulli, ContinuousBernoulli, (p, q) => {
    const difference = logOddsRatio(q.p, p.p);
    if (Math.abs(difference) > 1) return q.logProb(p.mean) * -1 + p.logProb(p.mean);
    const remainder = integrate((t) => (1 - t) * varianceAt(p.logit + t * difference), [0, 1]);
    return difference * difference * remainder;
  }),
];

/** logit(a) − logit(b), precise when the two are close. */
function logOddsRatio(a: number, b: number): number {
  const excess = (a - b) / b / (1 - a);
  return Math.abs(excess) < 0.5 ? Math.log1p(excess) : Math.log(a / (1 - a)) - Math.log(b / (1 - b));
}

function varianceAt(logit: number): number {
  return new ContinuousBernoulli(1 / (1 + Math.exp(-logit))).variance;
}

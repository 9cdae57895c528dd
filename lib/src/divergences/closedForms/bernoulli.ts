import {
  Bernoulli,
  Binomial,
  Geometric,
  klTerm,
  log1pMinusX,
  NegativeBinomial,
  Poisson,
} from "../../distributions/index.js";
import { NoClosedFormError } from "../../errors/index.js";
import { closedForm, closedForms, familySummary, type ClosedForm } from "./ClosedForm.js";
import { finiteSum } from "./finite.js";

const waiting = [
  familySummary(Geometric, (p) => ({ r: 1, p: p.p })),
  familySummary(NegativeBinomial, (p) => ({ r: p.r, p: p.p })),
];

/** Counts of successes and failures in independent trials. */
export const bernoulliForms: readonly ClosedForm[] = [
  closedForm(Bernoulli, Bernoulli, (p, q) => klOfBernoullis(p.p, q.p)),
  closedForm(Binomial, Binomial, (p, q) => (p.n === q.n ? p.n * klOfBernoullis(p.p, q.p) : finiteSum(p, q))),
  // Per failure count r there are r/p trials in the mean.
  ...closedForms(waiting, Geometric, (p, q) => klOfWaiting(p, { r: 1, p: q.p })),
  ...closedForms(waiting, NegativeBinomial, klOfWaiting),
  closedForm(Poisson, Poisson, (p, q) => klTerm(p.rate, q.rate)),
  // Through the Poisson distribution with p's mean; (1 − p) log(1 − p) + p is the divergence from that.
  closedForm(
    Bernoulli,
    Poisson,
    ({ p }, q) => p * p + (1 - p) * (p < 1 ? log1pMinusX(-p) : 0) + klTerm(p, q.rate),
  ),
];

function klOfBernoullis(p: number, q: number): number {
  return klTerm(p, q) + klTerm(1 - p, 1 - q, q - p);
}

interface Waiting {
  readonly r: number;
  readonly p: number;
}

function klOfWaiting(p: Waiting, q: Waiting): number {
  if (p.r !== q.r) {
    throw new NoClosedFormError(
      "KL between negative binomials has a closed form only for one r. Use klQuadrature, which sums, or klMonteCarlo.",
    );
  }
  return p.r * (klOfBernoullis(p.p, q.p) / p.p);
}

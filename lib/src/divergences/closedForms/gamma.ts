import { Exponential, Gamma } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { logGammaBregman } from "./logGammaBregman.js";
import { logRatioTerm } from "./logRatioTerm.js";

export const gammaForms: readonly ClosedForm[] = [
  closedForm(Exponential, Exponential, (p, q) => logRatioTerm(q.rate, p.rate)),
  closedForm(Gamma, Gamma, klOfGammas),
  closedForm(Exponential, Gamma, (p, q) => klOfGammas(new Gamma(1, p.rate), q)),
  closedForm(Gamma, Exponential, (p, q) => klOfGammas(p, new Gamma(1, q.rate))),
];

/** (ap − aq) ψ(ap) − log Γ(ap) + log Γ(aq) + aq log(bp/bq) + ap (bq/bp − 1), with its cancelling terms collected. */
function klOfGammas(p: Gamma, q: Gamma): number {
  const logRates = logRatio(q.rate, p.rate);
  const mixed = p.shape === q.shape ? 0 : (p.shape - q.shape) * logRates;
  return logGammaBregman(p.shape, q.shape) + p.shape * logRatioTerm(q.rate, p.rate) + mixed;
}

function logRatio(a: number, b: number): number {
  const excess = (a - b) / b;
  return Math.abs(excess) <= 0.5 ? Math.log1p(excess) : Math.log(a) - Math.log(b);
}

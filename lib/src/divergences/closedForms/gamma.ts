import { Exponential, Gamma } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { klTermOfMean } from "./klTermOfMean.js";
import { logGammaRest } from "../numerics/logGammaRest.js";
import { logRatioTerm } from "../numerics/logRatioTerm.js";

export const gammaForms: readonly ClosedForm[] = [
  closedForm(Exponential, Exponential, (p, q) => logRatioTerm(q.rate, p.rate)),
  closedForm(Gamma, Gamma, klOfGammas),
  closedForm(Exponential, Gamma, (p, q) => klOfGammas({ shape: 1, rate: p.rate }, q)),
  closedForm(Gamma, Exponential, (p, q) => klOfGammas(p, { shape: 1, rate: q.rate })),
];

/**
 * (ap − aq) ψ(ap) − log Γ(ap) + log Γ(aq) + aq log(bp/bq) + ap (bq/bp − 1), as the relative entropy of the shape aq to the
 * mean ap bq/bp of bq X and a rest: neither is negative.
 */
export function klOfGammas(p: Pick<Gamma, "shape" | "rate">, q: Pick<Gamma, "shape" | "rate">): number {
  return scaledKlTerm(q, p) + logGammaRest(p.shape, q.shape);
}

/** klTerm(aq, ap bq/bp). */
function scaledKlTerm(q: Pick<Gamma, "shape" | "rate">, p: Pick<Gamma, "shape" | "rate">): number {
  const mean = p.shape * (q.rate / p.rate);
  const logMean = Math.log(p.shape) + Math.log(q.rate) - Math.log(p.rate);
  const difference = q.shape - p.shape - p.shape * ((q.rate - p.rate) / p.rate);
  return klTermOfMean(q.shape, mean, logMean, difference);
}

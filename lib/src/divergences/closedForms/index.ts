import type { AnyDistribution } from "../arguments.js";
import { bernoulliForms } from "./bernoulli.js";
import { betaForms } from "./beta.js";
import { categoricalForms } from "./categorical.js";
import { cauchyForms } from "./cauchy.js";
import type { ClosedForm } from "./ClosedForm.js";
import { continuousBernoulliForms } from "./continuousBernoulli.js";
import { gammaForms } from "./gamma.js";
import { laplaceForms } from "./laplace.js";
import { momentForms } from "./moments.js";
import { multivariateNormalForms } from "./multivariateNormal.js";
import { normalForms } from "./normal.js";
import { poissonForms } from "./poisson.js";
import { uniformForms } from "./uniform.js";

/** All closed forms; where several fit, the first counts, so that the special come before the general. */
const closedForms: readonly ClosedForm[] = [
  ...normalForms,
  ...multivariateNormalForms,
  ...laplaceForms,
  ...cauchyForms,
  ...gammaForms,
  ...betaForms,
  ...uniformForms,
  ...bernoulliForms,
  ...continuousBernoulliForms,
  ...categoricalForms,
  ...poissonForms,
  ...momentForms,
];

/** The formula for KL(p ‖ q) in nats, or undefined if there is none. */
export function findClosedForm(p: AnyDistribution, q: AnyDistribution): ClosedForm["kl"] | undefined {
  return closedForms.find((form) => p instanceof form.p && q instanceof form.q)?.kl;
}

import type { AnyDistribution } from "../arguments.js";
import { bernoulliForms } from "./bernoulli.js";
import { cauchyForms } from "./cauchy.js";
import type { ClosedForm } from "./ClosedForm.js";
import { dirichletForms } from "./dirichlet.js";
import { finiteForms } from "./finite.js";
import { gammaForms } from "./gamma.js";
import { gammaTargetForms } from "./gammaTarget.js";
import { gumbelTargetForms } from "./gumbelTarget.js";
import { halfNormalForms } from "./halfNormal.js";
import { laplaceForms } from "./laplace.js";
import { multivariateNormalForms } from "./multivariateNormal.js";
import { normalForms } from "./normal.js";
import { paretoForms } from "./pareto.js";
import { unitIntervalForms } from "./unitInterval.js";

/** All closed forms; where several fit, the first counts, so that the special come before the general. */
const closedForms: readonly ClosedForm[] = [
  ...normalForms,
  ...multivariateNormalForms,
  ...laplaceForms,
  ...cauchyForms,
  ...gumbelTargetForms,
  ...halfNormalForms,
  ...gammaForms,
  ...gammaTargetForms,
  ...dirichletForms,
  ...paretoForms,
  ...unitIntervalForms,
  ...bernoulliForms,
  ...finiteForms,
];

/** The formula for KL(p ‖ q) in nats, or undefined if there is none. */
export function findClosedForm(p: AnyDistribution, q: AnyDistribution): ClosedForm["kl"] | undefined {
  return closedForms.find((form) => p instanceof form.p && q instanceof form.q)?.kl;
}

import { HalfNormal } from "../../distributions/index.js";
import { closedForm, closedForms, type ClosedForm } from "./ClosedForm.js";
import { scaleTerm } from "./normal.js";
import { normalProjections } from "./normalProjection.js";

export const halfNormalForms: readonly ClosedForm[] = [
  closedForm(HalfNormal, HalfNormal, (p, q) => scaleTerm(p.scale, q.scale)),
  // A half-normal is determined by E X²: through the one that has p's.
  ...closedForms(normalProjections, HalfNormal, ({ mean, sd, negentropy }, q) => {
    if (sd === Infinity) return Infinity;
    const rootMeanSquare = Math.hypot(mean, sd);
    return negentropy + Math.log(rootMeanSquare / sd) - Math.LN2 + scaleTerm(rootMeanSquare, q.scale);
  }),
];

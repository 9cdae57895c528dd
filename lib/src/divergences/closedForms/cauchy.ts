import { Cauchy } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const cauchyForms: readonly ClosedForm[] = [
  // Chyzak & Nielsen (2019), "A closed-form formula for the Kullback–Leibler divergence between Cauchy distributions".
  closedForm(Cauchy, Cauchy, (p, q) => {
    const scales = p.scale - q.scale;
    const locations = p.location - q.location;
    return Math.log1p(
      (0.25 * scales * (scales / p.scale)) / q.scale + (0.25 * locations * (locations / p.scale)) / q.scale,
    );
  }),
];

import { Cauchy } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const cauchyForms: readonly ClosedForm[] = [
  // Chyzak & Nielsen (2019), "A closed-form formula for the Kullback–Leibler divergence between Cauchy distributions".
  closedForm(Cauchy, Cauchy, (p, q) => {
    const scales = (p.scale - q.scale) / p.scale;
    const locations = (p.location - q.location) / p.scale;
    const excess = 0.25 * (scales * scales + locations * locations) * (p.scale / q.scale);
    if (excess < 1e100) return Math.log1p(excess);
    const distance = Math.hypot(p.scale + q.scale, p.location - q.location);
    return 2 * Math.log(distance / 2) - Math.log(p.scale) - Math.log(q.scale);
  }),
];

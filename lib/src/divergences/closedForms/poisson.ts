import { klTerm, Poisson } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const poissonForms: readonly ClosedForm[] = [
  closedForm(Poisson, Poisson, (p, q) => klTerm(p.rate, q.rate)),
];

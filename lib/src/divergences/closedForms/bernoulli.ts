import { Bernoulli, klTerm } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const bernoulliForms: readonly ClosedForm[] = [
  closedForm(Bernoulli, Bernoulli, (p, q) => klTerm(p.p, q.p) + klTerm(1 - p.p, 1 - q.p, q.p - p.p)),
];

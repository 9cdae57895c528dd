import { Uniform, Univariate } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

export const uniformForms: readonly ClosedForm[] = [
  closedForm(Uniform, Uniform, (p, q) => Math.log1p((p.low - q.low) / p.width + (q.high - p.high) / p.width)),
  closedForm(Univariate, Uniform, (p, q) => Math.log(q.width) - p.entropy()),
];

import { expm1MinusX, Laplace } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";
import { logRatioTerm } from "../numerics/logRatioTerm.js";

export const laplaceForms: readonly ClosedForm[] = [
  // log(bq/bp) + [bp exp(−δ/bp) + δ] / bq − 1, δ = |μp − μq|, arranged into two terms that are never negative.
  closedForm(Laplace, Laplace, (p, q) => {
    const distance = Math.abs(p.location - q.location);
    const scales = logRatioTerm(p.scale, q.scale);
    const t = distance / p.scale;
    if (t === 0) return scales;
    const ratio = p.scale / q.scale;
    return scales + (t < 1 ? ratio * expm1MinusX(-t) : distance / q.scale + ratio * Math.expm1(-t));
  }),
];

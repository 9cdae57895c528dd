import { Exponential, Normal, Univariate } from "../../distributions/index.js";
import { closedForm, type ClosedForm } from "./ClosedForm.js";

const HALF_LOG_TWO_PI = 0.9189385332046728;

/** Targets whose log density is a polynomial: entropy, mean and variance of p are all that is needed. */
export const momentForms: readonly ClosedForm[] = [
  closedForm(Univariate, Normal, (p, q) => {
    if (!Number.isFinite(p.variance)) return Infinity;
    const z = (p.mean - q.mean) / q.sd;
    const spread = p.variance / q.variance;
    return HALF_LOG_TWO_PI + Math.log(q.sd) + 0.5 * (spread + z * z) - p.entropy();
  }),
  closedForm(Univariate, Exponential, (p, q) => q.rate * p.mean - Math.log(q.rate) - p.entropy()),
];

import { Mixture, Univariate } from "../distributions/index.js";
import type { AnyDistribution } from "./arguments.js";

/** A distribution of numbers, with a distribution function and quantiles. */
export type Scalar = Univariate | Mixture;

/** Whether a distribution is one of numbers. */
export function isScalar(p: AnyDistribution): p is Scalar {
  return p instanceof Univariate || (p instanceof Mixture && typeof p.mean === "number");
}

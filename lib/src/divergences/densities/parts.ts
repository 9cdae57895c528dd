import { Mixture, type Univariate } from "../../distributions/index.js";
import type { Scalar } from "../scalar.js";
import { LOGITS, pointAt } from "./logit.js";

/** A component without components of its own, with its share of the whole. */
export interface WeightedPart {
  readonly weight: number;
  readonly part: Univariate;
}

/** The components with any weight, of mixtures inside a mixture too; another distribution is its only part. */
export function parts(p: Scalar): WeightedPart[] {
  if (!(p instanceof Mixture)) return [{ weight: 1, part: p }];
  return p.components.flatMap((component, k) => {
    const share = p.weights[k] as number;
    if (share === 0) return [];
    return parts(component as Scalar).map(({ weight, part }) => ({ weight: share * weight, part }));
  });
}

/** Its ends, and the quantiles between which its density changes by little. */
export function placesOf(part: Univariate): number[] {
  const { lower, upper } = part.support;
  return [lower, ...LOGITS.map((s) => pointAt(part, s)), upper].filter(Number.isFinite);
}

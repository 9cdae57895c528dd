import { Mixture, Univariate } from "../distributions/index.js";
import { NoClosedFormError } from "../errors/index.js";
import type { AnyDistribution, Pair } from "./arguments.js";

/**
 * Σ g(pᵢ, qᵢ), or ∫ g(p(x), q(x)) dx in one dimension, for g with g(ta, tb) = t g(a, b) (the perspective of an
 * f-divergence's generator). The integral is E_m g(p/m, q/m) under m = ½p + ½q, where both ratios are at most 2.
 *
 * @throws NoClosedFormError in several dimensions, NonFiniteError if the integral diverges
 */
export function perspectiveSum(pair: Pair, g: (a: number, b: number) => number): number {
  if (pair.kind === "vectors") return pair.p.reduce((sum, a, i) => sum + g(a, pair.q[i] as number), 0);
  const { p, q } = pair;
  if (!isScalar(p) || !isScalar(q)) {
    throw new NoClosedFormError(
      "This divergence has no closed form here in several dimensions: average over samples.",
    );
  }
  if (p.support.discrete !== q.support.discrete) return g(1, 0) + g(0, 1);
  const middle = new Mixture([0.5, 0.5], [p, q]);
  return middle.expectation((x) => {
    const logMiddle = middle.logProb(x);
    return g(Math.exp(p.logProb(x) - logMiddle), Math.exp(q.logProb(x) - logMiddle));
  });
}

export type Scalar = Univariate | Mixture;

/** Whether a distribution is one of numbers. */
export function isScalar(p: AnyDistribution): p is Scalar {
  return p instanceof Univariate || (p instanceof Mixture && typeof p.mean === "number");
}

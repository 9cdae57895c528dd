import type { AnyDistribution } from "./arguments.js";

/**
 * Whether q's support contains p's, as far as their bounds tell; a discrete, a continuous one and one on the simplex never
 * cover each other.
 */
export function covers(q: AnyDistribution, p: AnyDistribution): boolean {
  return sameKind(p, q) && q.support.lower <= p.support.lower && p.support.upper <= q.support.upper;
}

/** Whether both are discrete, both have a density, or both have one on the simplex. */
export function sameKind(p: AnyDistribution, q: AnyDistribution): boolean {
  const sameSpace = (p.support.simplex ?? false) === (q.support.simplex ?? false);
  return sameSpace && p.support.discrete === q.support.discrete;
}

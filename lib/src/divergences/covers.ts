import type { AnyDistribution } from "./arguments.js";

/** Whether q's support contains p's, as far as their bounds tell; a discrete and a continuous one never cover each other. */
export function covers(q: AnyDistribution, p: AnyDistribution): boolean {
  const sameKind = p.support.discrete === q.support.discrete;
  return sameKind && q.support.lower <= p.support.lower && p.support.upper <= q.support.upper;
}

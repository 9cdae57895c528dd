import { Categorical, Mixture } from "../distributions/index.js";
import type { AnyDistribution } from "./arguments.js";

type Interval = readonly [number, number];

/**
 * Whether q's support contains p's, gaps included where they can be known: those between the components of a mixture, and
 * outcomes of a categorical distribution with no probability. For two distributions of one kind.
 */
export function coversGaps(q: AnyDistribution, p: AnyDistribution): boolean {
  const pieces = q.dimension === 1 ? joined(piecesOf(q), q.support.discrete ? 1 : 0) : piecesOf(q);
  return piecesOf(p).every(([from, to]) => pieces.some(([lower, upper]) => lower <= from && to <= upper));
}

/** The intervals (per coordinate) whose union is the support. */
function piecesOf(p: AnyDistribution): Interval[] {
  if (p instanceof Mixture) {
    const { components, weights } = p as Mixture;
    return components.filter((_, k) => (weights[k] as number) > 0).flatMap(piecesOf);
  }
  if (p instanceof Categorical) {
    return p.probabilities.flatMap((probability, k): Interval[] => (probability > 0 ? [[k, k]] : []));
  }
  return [[p.support.lower, p.support.upper]];
}

/** Intervals no more than `step` apart made one. In several dimensions cubes do not join to larger ones. */
function joined(pieces: readonly Interval[], step: number): Interval[] {
  const union: [number, number][] = [];
  for (const [from, to] of pieces.toSorted((a, b) => a[0] - b[0])) {
    const last = union.at(-1);
    if (last !== undefined && from <= last[1] + step) last[1] = Math.max(last[1], to);
    else union.push([from, to]);
  }
  return union;
}

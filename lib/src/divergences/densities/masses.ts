import { Bernoulli, Categorical } from "../../distributions/index.js";
import type { Pair } from "../arguments.js";

/** What p and q have of one outcome, and a − b by itself, which close a and b would lose. */
export interface Masses {
  readonly a: number;
  readonly b: number;
  readonly difference: number;
}

/**
 * The outcomes 0, 1, … of two vectors, or of two distributions that are as good as vectors; undefined for others. Of two
 * Bernoullis the failures differ as the successes do, which may be much less than the rounding of 1 − p.
 */
export function massesOf({ p, q }: Pair): Masses[] | undefined {
  if (p instanceof Bernoulli && q instanceof Bernoulli) {
    const difference = p.p - q.p;
    return [
      { a: 1 - p.p, b: 1 - q.p, difference: -difference },
      { a: p.p, b: q.p, difference },
    ];
  }
  const [masses, others] = [probabilities(p), probabilities(q)];
  if (masses === undefined || others === undefined) return undefined;
  return Array.from({ length: Math.max(masses.length, others.length) }, (_, k) => {
    const [a, b] = [masses[k] ?? 0, others[k] ?? 0];
    return { a, b, difference: a - b };
  });
}

function probabilities(p: Pair["p"]): ArrayLike<number> | undefined {
  if (p instanceof Float64Array) return p;
  if (p instanceof Bernoulli) return [1 - p.p, p.p];
  return p instanceof Categorical ? p.probabilities : undefined;
}

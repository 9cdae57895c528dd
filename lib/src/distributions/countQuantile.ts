import { inverseNormalTail } from "./numerics/normalTail.js";
import { smallestInteger } from "./smallestInteger.js";
import type { Univariate } from "./Univariate.js";

/** Where a search may begin at the latest: a finite number that doubling steps can still leave. */
const LARGEST_START = 1e300;

/** The smallest integer k with P(X ≤ k) ≥ p, or with `upper` the one with P(X > k) ≤ p; sought from the normal's on. */
export function countQuantile(counts: Univariate, p: number, upper = false): number {
  const z = inverseNormalTail(p);
  const guess = counts.mean + (upper ? z : -z) * Math.sqrt(counts.variance);
  // Compared in the tail that is small, where floating point tells probabilities apart.
  const reached =
    upper === p < 0.5
      ? (k: number): boolean => counts.survival(k) <= (upper ? p : 1 - p)
      : (k: number): boolean => counts.cdf(k) >= (upper ? 1 - p : p);
  return smallestInteger(reached, guess < LARGEST_START ? Math.max(0, guess) : LARGEST_START);
}

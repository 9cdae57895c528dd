import type { Scalar } from "../scalar.js";

/** Tail probabilities below e⁻⁷⁰⁰ are out of a double's reach. */
export const FURTHEST_LOGIT = 700;

/** Logits of probabilities between which a density changes by little. */
export const LOGITS: readonly number[] = [
  -FURTHEST_LOGIT,
  -300,
  -100,
  -50,
  -32,
  -16,
  -8,
  -4,
  -2,
  -1,
  0,
  1,
  2,
  4,
  8,
  16,
  32,
  50,
  100,
  300,
  FURTHEST_LOGIT,
];

/** 1 / (1 + e^|s|): the smaller of the two probabilities with the logits s and −s. */
export function tailOf(logit: number): number {
  return 1 / (1 + Math.exp(Math.abs(logit)));
}

/** The point x with log(P(X ≤ x) / P(X > x)) = logit. */
export function pointAt(p: Scalar, logit: number): number {
  return logit < 0 ? p.quantile(tailOf(logit)) : p.upperQuantile(tailOf(logit));
}

/** log(P(X ≤ x) / P(X > x)). */
export function logitAt(p: Scalar, x: number): number {
  return Math.log(p.cdf(x)) - Math.log(p.survival(x));
}

/** Logits in reach, in increasing order, each once. */
export function inOrder(logits: readonly number[]): number[] {
  const inReach = logits.filter((s) => Math.abs(s) <= FURTHEST_LOGIT);
  return [...new Set(inReach)].sort((a, b) => a - b);
}

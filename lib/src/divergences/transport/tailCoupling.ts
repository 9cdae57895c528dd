import { logitAt, tailOf } from "../densities/logit.js";
import type { Scalar } from "../scalar.js";

/**
 * (E |X − Y|^r)^(1/r) of two discrete distributions on the integers from … to under the increasing coupling, from stretch to
 * stretch between the steps of their distribution functions, as logits: for a high order r, which weighs the far tails,
 * whose masses are no more than rounding errors of sums that begin at the other end.
 */
export function tailCoupling(p: Scalar, q: Scalar, from: number, to: number, order: number): number {
  const span = to - from;
  let [i, j] = [from, from];
  let [ofP, ofQ] = [logitAt(p, i), logitAt(q, j)];
  let reached = -Infinity;
  let cost = 0;
  while (i <= to && j <= to) {
    const next = Math.min(ofP, ofQ);
    if (i !== j) cost += massBetween(reached, next) * (Math.abs(i - j) / span) ** order;
    reached = next;
    if (ofP === next) ofP = logitAt(p, ++i);
    if (ofQ === next) ofQ = logitAt(q, ++j);
  }
  return span * cost ** (1 / order);
}

/** The probability between two logits. */
function massBetween(a: number, b: number): number {
  if (b <= 0) return tailOf(b) - tailOf(a);
  return a >= 0 ? tailOf(a) - tailOf(b) : 1 - tailOf(a) - tailOf(b);
}

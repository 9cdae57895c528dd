import type { AnyDistribution } from "../arguments.js";

type Family<D> = abstract new (...parameters: never[]) => D;

/** KL(p ‖ q) in nats for p of one family and q of another, given that q's bounds contain p's. */
export interface ClosedForm {
  readonly p: Family<AnyDistribution>;
  readonly q: Family<AnyDistribution>;
  readonly kl: (p: AnyDistribution, q: AnyDistribution) => number;
}

/** Ties a formula to its two families. */
export function closedForm<P extends AnyDistribution, Q extends AnyDistribution>(
  p: Family<P>,
  q: Family<Q>,
  kl: (p: P, q: Q) => number,
): ClosedForm {
  return { p, q, kl: kl as ClosedForm["kl"] };
}

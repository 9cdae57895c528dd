import type { AnyDistribution } from "../arguments.js";
import type { Family } from "../familyRule.js";

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

/** Ties a formula to the family of q and to each family of p whose summary it needs. */
export function closedForms<Summary, Q extends AnyDistribution>(
  summaries: readonly FamilySummary<Summary>[],
  q: Family<Q>,
  kl: (p: Summary, q: Q) => number,
): ClosedForm[] {
  return summaries.map(({ family, summary }) =>
    closedForm(family, q, (p: AnyDistribution, target: Q) => kl(summary(p), target)),
  );
}

/** What a formula needs to know of p, for p of one family. */
export interface FamilySummary<Summary> {
  readonly family: Family<AnyDistribution>;
  readonly summary: (p: AnyDistribution) => Summary;
}

export function familySummary<P extends AnyDistribution, Summary>(
  family: Family<P>,
  summary: (p: P) => Summary,
): FamilySummary<Summary> {
  return { family, summary: summary as FamilySummary<Summary>["summary"] };
}

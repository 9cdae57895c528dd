import type { AnyDistribution } from "./arguments.js";

/** A class of distributions. */
export type Family<D> = abstract new (...parameters: never[]) => D;

/** What is known of two members of one family. */
export interface FamilyRule<Result> {
  readonly family: Family<AnyDistribution>;
  readonly of: (p: AnyDistribution, q: AnyDistribution) => Result;
}

export function familyRule<D extends AnyDistribution, Result>(
  family: Family<D>,
  of: (p: D, q: D) => Result,
): FamilyRule<Result> {
  return { family, of: of as FamilyRule<Result>["of"] };
}

/** Undefined where the two are not of one family with a rule. */
export function applyFamilyRule<Result>(
  rules: readonly FamilyRule<Result>[],
  p: AnyDistribution,
  q: AnyDistribution,
): Result | undefined {
  return rules.find(({ family }) => p instanceof family && q instanceof family)?.of(p, q);
}

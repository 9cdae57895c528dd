import type { AnyDistribution } from "./arguments.js";

/** Whether two distributions are of one family with the same parameters: their public fields, one by one. */
export function sameDistribution(p: AnyDistribution, q: AnyDistribution): boolean {
  return sameValue(p, q);
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return a === b;
  if (a.constructor !== b.constructor) return false;
  const left = Object.entries(a);
  const right = new Map(Object.entries(b));
  return (
    left.length === right.size &&
    left.every(([key, value]) => right.has(key) && sameValue(value, right.get(key)))
  );
}

import { pairOf, type DivergenceArgument } from "./arguments.js";
import { klDivergence } from "./klDivergence.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The cross-entropy −E_p log q = entropy(p) + KL(p ‖ q); ∞ where the support is not covered.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws NoClosedFormError for distributions whose KL has no closed form
 */
export function crossEntropy(
  p: DivergenceArgument,
  q: DivergenceArgument,
  options: UnitOptions = {},
): number {
  const pair = pairOf(p, q);
  if (pair.kind === "distributions") return inUnit(pair.p.entropy() + klDivergence(pair.p, pair.q), options);
  const nats = pair.p.reduce((sum, a, i) => (a > 0 ? sum - a * Math.log(pair.q[i] as number) : sum), 0);
  // A vector may sum to 1 and a rounding error, with an entry above 1.
  return inUnit(Math.max(0, nats), options);
}

import type { DivergenceArgument } from "./arguments.js";
import { klDivergence } from "./klDivergence.js";
import type { UnitOptions } from "./unit.js";

/**
 * Jeffreys' divergence KL(p ‖ q) + KL(q ‖ p): symmetric, the sum and not the mean of the two.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws NoClosedFormError if one of the two has no closed form
 */
export function jeffreysDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  options: UnitOptions = {},
): number {
  return klDivergence(p, q, options) + klDivergence(q, p, options);
}

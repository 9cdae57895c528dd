import { probabilityVector } from "../distributions/index.js";
import { isProbabilityVector, type DivergenceArgument } from "./arguments.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The entropy −Σ p log p of a probability vector, or of a distribution (differential, if it is continuous).
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws InvalidArgumentError for a vector that is empty, negative, NaN or not normalised
 */
export function entropy(p: DivergenceArgument, options: UnitOptions = {}): number {
  if (!isProbabilityVector(p)) return inUnit(p.entropy(), options);
  const nats = probabilityVector(p, "p").reduce(
    (sum, value) => (value > 0 ? sum - value * Math.log(value) : sum),
    0,
  );
  return inUnit(nats, options);
}

import { InvalidArgumentError } from "../errors/index.js";
import { isProbabilityVector, readProbabilities, type DivergenceArgument } from "./arguments.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The entropy −Σ p log p of a probability vector, or of a distribution (differential, if it is continuous).
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws InvalidArgumentError for a vector that is empty, negative, NaN or not normalised, and for what is neither vector nor
 *   distribution
 */
export function entropy(p: DivergenceArgument, options: UnitOptions = {}): number {
  if (!isProbabilityVector(p)) {
    if (typeof (p as Partial<typeof p> | undefined)?.entropy === "function")
      return inUnit(p.entropy(), options);
    throw new InvalidArgumentError("p must be a probability vector or a distribution.");
  }
  const nats = readProbabilities(p, "p").reduce(
    (sum, value) => (value > 0 ? sum - value * Math.log(value) : sum),
    0,
  );
  // A vector may sum to 1 and a rounding error, with an entry above 1.
  return inUnit(Math.max(0, nats), options);
}

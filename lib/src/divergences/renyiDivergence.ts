import { InvalidArgumentError } from "../errors/index.js";
import { pairOf, type DivergenceArgument } from "./arguments.js";
import { klDivergence } from "./klDivergence.js";
import { renyiInNats } from "./renyiInNats.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * Rényi's divergence log(Σ p^α q^(1 − α)) / (α − 1) of order α > 0; for α = 1 it is KL(p ‖ q). Exact for vectors and for pairs
 * of one family with a closed form (normals of any dimension, exponential families and a few more); other one-dimensional
 * distributions are integrated by quadrature.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws InvalidArgumentError unless α is positive and finite; NonFiniteError if the integral diverges
 * @throws NoClosedFormError in several dimensions, or for α = 1, where there is no closed form
 */
export function renyiDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  alpha: number,
  options: UnitOptions = {},
): number {
  if (!(typeof alpha === "number" && alpha > 0 && alpha < Infinity)) {
    throw new InvalidArgumentError(`alpha must be positive and finite, but is ${String(alpha)}.`);
  }
  if (alpha === 1) return klDivergence(p, q, options);
  return inUnit(renyiInNats(pairOf(p, q), alpha), options);
}

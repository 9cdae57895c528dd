import { Mixture } from "../distributions/index.js";
import { NoClosedFormError, NonFiniteError } from "../errors/index.js";
import { pairOf, type AnyDistribution, type DivergenceArgument } from "./arguments.js";
import { klOfProbabilities } from "./closedForms/finite.js";
import { findClosedForm } from "./closedForms/index.js";
import { covers } from "./covers.js";
import { sameDistribution } from "./sameDistribution.js";
import { inUnit, type UnitOptions } from "./unit.js";

/**
 * The Kullback–Leibler divergence KL(p ‖ q) = E_p log(p / q), exactly, for two probability vectors or two
 * distributions with a closed form. Zero exactly at p = q, never negative, ∞ where q does not cover p's support.
 *
 * @returns nats, or bits with `{ unit: "bits" }`
 * @throws NoClosedFormError if there is no closed form for this pair
 * @throws InvalidArgumentError or ShapeError for arguments that are no such pair
 * @throws NonFiniteError where a part of the formula overflows, SingularCovarianceError for a `DiagonalNormal` whose
 *   variances do, beside a `MultivariateNormal`
 */
export function klDivergence(
  p: DivergenceArgument,
  q: DivergenceArgument,
  options: UnitOptions = {},
): number {
  const pair = pairOf(p, q);
  const nats =
    pair.kind === "vectors" ? klOfProbabilities(pair.p, pair.q) : betweenDistributions(pair.p, pair.q);
  return inUnit(nats, options);
}

function betweenDistributions(p: AnyDistribution, q: AnyDistribution): number {
  if (sameDistribution(p, q)) return 0;
  if (!covers(q, p)) return Infinity;
  const kl = findClosedForm(p, q);
  if (kl === undefined) throw new NoClosedFormError(withoutClosedForm(p, q));
  const nats = kl(p, q);
  if (Number.isNaN(nats) || nats === -Infinity) {
    throw new NonFiniteError("The KL divergence overflows for these parameters.");
  }
  // Terms that cancel can leave a rounding error below zero.
  return Math.max(0, nats);
}

function withoutClosedForm(p: AnyDistribution, q: AnyDistribution): string {
  const bounds =
    p instanceof Mixture || q instanceof Mixture
      ? " For Gaussian mixtures, klApproximation gives bounds and an approximation."
      : "";
  return (
    `KL(${p.constructor.name} ‖ ${q.constructor.name}) has no closed form here. ` +
    `Estimate it with klMonteCarlo, or in one dimension compute it with klQuadrature.${bounds}`
  );
}

import { expm1MinusX, type Distribution, type VectorDistribution } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { pairOf, type AnyDistribution } from "./arguments.js";
import { covers } from "./covers.js";
import { inUnit, type UnitOptions } from "./unit.js";

/** An estimator's term as a function of ℓ = log p(x) − log q(x), x drawn from p (Schulman, "Approximating KL divergence"). */
const terms = {
  k1: (l: number): number => l,
  k2: (l: number): number => 0.5 * l * l,
  k3: (l: number): number => expm1MinusX(-l),
};

export interface KlMonteCarloOptions extends UnitOptions {
  /** How many draws from p; at least 2. */
  readonly samples: number;
  readonly rng: Rng;
  /** k1: log p/q, unbiased. k2: ½ (log p/q)², biased. k3: q/p − 1 + log p/q, unbiased where p and q have one support. */
  readonly estimator?: "k1" | "k2" | "k3";
}

export interface KlEstimate {
  readonly estimate: number;
  /** The standard deviation of the estimate, from the same samples; it misleads where the variance is infinite. */
  readonly standardError: number;
  readonly biased: boolean;
}

/**
 * Estimates KL(p ‖ q) from draws of p. The estimate is never clamped: k1 may come out negative.
 *
 * @returns nats, or bits with `{ unit: "bits" }`; ∞ if a draw falls where q has no mass
 * @throws InvalidArgumentError for fewer than 2 samples, an unknown estimator, or k3 with supports that differ
 */
export function klMonteCarlo(p: Distribution, q: Distribution, options: KlMonteCarloOptions): KlEstimate;
export function klMonteCarlo(
  p: VectorDistribution,
  q: VectorDistribution,
  options: KlMonteCarloOptions,
): KlEstimate;
export function klMonteCarlo(
  p: AnyDistribution,
  q: AnyDistribution,
  options: KlMonteCarloOptions,
): KlEstimate {
  const { samples, rng, estimator = "k1" } = options;
  check(p, q, samples, estimator);
  let mean = 0;
  let squares = 0;
  for (let n = 1; n <= samples; n++) {
    const x = (p as Distribution).sample(rng);
    const term = terms[estimator]((p as Distribution).logProb(x) - (q as Distribution).logProb(x));
    if (term === Infinity) return { estimate: Infinity, standardError: Infinity, biased: estimator === "k2" };
    const delta = term - mean;
    mean += delta / n;
    squares += delta * (term - mean);
  }
  const standardError = Math.sqrt(squares / (samples - 1) / samples);
  return {
    estimate: inUnit(mean, options),
    standardError: inUnit(standardError, options),
    biased: estimator === "k2",
  };
}

function check(p: AnyDistribution, q: AnyDistribution, samples: number, estimator: string): void {
  pairOf(p, q);
  if (!Number.isSafeInteger(samples) || samples < 2) {
    throw new InvalidArgumentError(`samples must be an integer from 2, but is ${String(samples)}.`);
  }
  if (!(estimator in terms)) {
    throw new InvalidArgumentError(
      `estimator must be "k1", "k2" or "k3", but is ${JSON.stringify(estimator)}.`,
    );
  }
  if (estimator === "k3" && !(covers(p, q) && covers(q, p))) {
    throw new InvalidArgumentError(
      "k3 averages q/p and needs p and q to have the same support: where only one has mass it is wrong. Use k1.",
    );
  }
}

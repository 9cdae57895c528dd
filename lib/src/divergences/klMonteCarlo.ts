import { expm1MinusX, type Distribution, type VectorDistribution } from "../distributions/index.js";
import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import { Rng } from "../random/index.js";
import { pairOf, type AnyDistribution } from "./arguments.js";
import { sameKind } from "./covers.js";
import { coversGaps } from "./coversGaps.js";
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
  /**
   * k1 (the default): log p/q, unbiased. k2: ½ (log p/q)², never negative, but biased. k3: q/p − 1 + log p/q, never
   * negative, and unbiased where p and q have one support. k3 varies less than k1 where p and q are close; where q has
   * heavier tails than p, so that χ²(q ‖ p) is infinite, its variance is, and its standard error says too little.
   */
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
 * Estimate and standard error are both ∞ if a draw falls where q has no mass, and, whatever the estimator, between
 * distributions of different kinds: discrete and continuous, or on the simplex and in all of space. A support of q that
 * lacks only a little of p's may go unseen by k1 and k2.
 *
 * @returns nats, or bits with `{ unit: "bits" }`, the standard error too
 * @throws InvalidArgumentError for fewer than 2 samples, no rng, an unknown estimator, or k3 with supports that differ, as
 *   far as their bounds, the components of mixtures and the outcomes of categorical distributions tell
 * @throws ShapeError if p and q differ in dimension
 * @throws NonFiniteError where the log ratio of a draw is undefined: p's density there is not finite or zero, or q's is not
 *   finite
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
  const { samples, rng, estimator = "k1" } = options ?? {};
  pairOf(p, q);
  checkOptions(samples, rng, estimator);
  const biased = estimator === "k2";
  const infinite = { estimate: inUnit(Infinity, options), standardError: Infinity, biased };
  if (!sameKind(p, q)) return infinite;
  if (estimator === "k3") checkOneSupport(p, q);

  let mean = 0;
  let squares = 0;
  for (let n = 1; n <= samples; n++) {
    const ratio = logRatio(p as Distribution, q as Distribution, rng);
    if (ratio === Infinity) return infinite;
    const delta = terms[estimator](ratio) - mean;
    mean += delta / n;
    squares += delta * (delta - delta / n);
  }
  if (!Number.isFinite(mean))
    throw new NonFiniteError("The estimate overflows: the log ratios are too large.");
  const standardError = Math.sqrt(squares / (samples - 1) / samples);
  return { estimate: inUnit(mean, options), standardError: inUnit(standardError, options), biased };
}

/** log p(x) − log q(x) at a draw x from p; ∞ where q has no mass. */
function logRatio(p: Distribution, q: Distribution, rng: Rng): number {
  const x = p.sample(rng);
  const logP = p.logProb(x);
  const logQ = q.logProb(x);
  if (!Number.isFinite(logP) || !(logQ < Infinity)) {
    throw new NonFiniteError(
      `At the draw ${JSON.stringify(x)} from p, log p is ${logP} and log q ${logQ}, so that their difference has no ` +
        "meaning: rounding moved the draw to where a density is infinite, or zero. Use klDivergence or klQuadrature.",
    );
  }
  return logP - logQ;
}

function checkOptions(samples: number, rng: Rng, estimator: string): void {
  if (!Number.isSafeInteger(samples) || samples < 2) {
    throw new InvalidArgumentError(`samples must be an integer from 2, but is ${String(samples)}.`);
  }
  if (!(rng instanceof Rng)) {
    throw new InvalidArgumentError("klMonteCarlo draws at random: pass it { rng: new Rng(seed) }.");
  }
  if (!Object.hasOwn(terms, estimator)) {
    throw new InvalidArgumentError(
      `estimator must be "k1", "k2" or "k3", but is ${JSON.stringify(estimator)}.`,
    );
  }
}

/** In either direction a support that is not covered makes k3 wrong, in different ways. */
function checkOneSupport(p: AnyDistribution, q: AnyDistribution): void {
  if (!coversGaps(q, p)) {
    throw new InvalidArgumentError(
      "k3 needs p and q to have the same support, but p has mass where q has none, so that KL(p ‖ q) is infinite. " +
        "Use k1, which is infinite once a draw falls there.",
    );
  }
  if (!coversGaps(p, q)) {
    throw new InvalidArgumentError(
      "k3 needs p and q to have the same support, but q has mass where p has none: k3 averages q/p over draws of p, " +
        "which misses that mass, and comes out too small. Use k1.",
    );
  }
}

import type { FittedBayesianMixture } from "./FittedBayesianMixture.js";

/**
 * The evidence lower bound of what an iteration of a fit left, for all data, in nats.
 *
 * With the offset, the lower bound is the ELBO of a posterior that is optimal under its responsibilities. `regCovar` makes the inverse
 * scale of each precision's Wishart posterior larger than that by share · regCovar · I, where the share is the rows that it rests on.
 * The log-density of a Wishart distribution is linear in its inverse scale, so this adds ½ Σₖ shareₖ regCovar tr E[Λₖ].
 */
export function elboOf(
  {
    lowerBound,
    parameters,
    densities,
  }: Pick<FittedBayesianMixture, "lowerBound" | "parameters" | "densities">,
  { prior, boundOffset, regCovar }: Pick<FittedBayesianMixture, "prior" | "boundOffset" | "regCovar">,
): number {
  return densities.components.reduce((sum, { whitener }, k) => {
    const share = parameters.degreesOfFreedom[k]! - prior.degreesOfFreedom;
    // regCovar tr E[Λ], since E[Λ] = Wᵀ W.
    const scaledTrace = whitener.reduce((total, weight) => total + regCovar * weight * weight, 0);
    return sum + (share * scaledTrace) / 2;
  }, lowerBound + boundOffset);
}

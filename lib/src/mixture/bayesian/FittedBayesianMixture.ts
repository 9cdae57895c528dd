import type { FittedMixture } from "../FittedMixture.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";

/** What a fit found. */
export interface FittedBayesianMixture extends FittedMixture<BayesianMixtureParameters> {
  readonly prior: BayesianMixturePrior;
  /** What is added to the lower bound to make it the whole evidence lower bound, in nats. */
  readonly boundOffset: number;
}

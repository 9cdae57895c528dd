import type { FittedMixture } from "../FittedMixture.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";

/** What a fit found. */
export interface FittedBayesianMixture extends FittedMixture<BayesianMixtureParameters> {
  readonly prior: BayesianMixturePrior;
  /** What the lower bound leaves out because it depends on the prior and the shape of the data alone, in nats. */
  readonly boundOffset: number;
  readonly regCovar: number;
}

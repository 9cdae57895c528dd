import type { MixtureDensities } from "./MixtureDensities.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/** What a fit found. */
export interface FittedMixture<Parameters = MixtureParameters> {
  readonly parameters: Parameters;
  /** What the E step evaluates under these parameters. */
  readonly densities: MixtureDensities;
  readonly lowerBound: number;
  readonly lowerBounds: readonly number[];
  readonly converged: boolean;
  readonly nIter: number;
}

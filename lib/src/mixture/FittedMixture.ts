import type { GaussianComponent } from "./GaussianComponent.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/** What a fit found. */
export interface FittedMixture {
  readonly parameters: MixtureParameters;
  readonly components: readonly GaussianComponent[];
  readonly lowerBound: number;
  readonly lowerBounds: readonly number[];
  readonly converged: boolean;
  readonly nIter: number;
}

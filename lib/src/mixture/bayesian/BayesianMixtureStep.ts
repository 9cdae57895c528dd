import type { NdArray } from "../../array/index.js";
import { toEmStep, type EmStep } from "../EmStep.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import { elboOf } from "./elboOf.js";
import type { BayesianTurn } from "./variationalSearch.js";

/** One step of variational Bayes, as `iterate` and `onIteration` give it; it keeps its values when the fit goes on. */
export interface BayesianMixtureStep
  extends BayesianMixtureParameters, Pick<EmStep, "start" | "iteration" | "responsibilities" | "converged"> {
  /**
   * scikit-learn's lower bound after this step, for all data, in nats: the ELBO but for constants, and where `regCovar` is positive, for
   * what that adds.
   */
  readonly lowerBound: number;
  /** The evidence lower bound after this step, for all data, in nats. */
  readonly elbo: number;
  /** The mean of `scoreSamples` of the data after this step, nats per example. */
  readonly logLikelihood: number;
}

/** @param points the data, `[n, d]`, where they are in memory */
export function toBayesianStep(event: BayesianTurn, points?: NdArray<Float64Array>): BayesianMixtureStep {
  return Object.assign(toEmStep(event, points), { elbo: elboOf(event.turn, event.best) });
}

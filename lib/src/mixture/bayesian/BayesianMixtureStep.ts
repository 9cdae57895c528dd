import type { NdArray } from "../../array/index.js";
import { toEmStep, type EmStep } from "../EmStep.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import type { BayesianTurn } from "./variationalSearch.js";

/** One step of variational Bayes, as `iterate` and `onIteration` give it; it keeps its values when the fit goes on. */
export interface BayesianMixtureStep
  extends BayesianMixtureParameters, Pick<EmStep, "start" | "iteration" | "responsibilities" | "converged"> {
  /** The bound after this step but for the terms that depend on the prior alone, for all data, in nats. */
  readonly lowerBound: number;
  /** The evidence lower bound after this step, for all data, in nats. */
  readonly elbo: number;
  /** The mean of `scoreSamples` of the data after this step, nats per example. */
  readonly logLikelihood: number;
}

/** @param points the data, `[n, d]`, where they are in memory */
export function toBayesianStep(event: BayesianTurn, points?: NdArray<Float64Array>): BayesianMixtureStep {
  const elbo = event.turn.lowerBound + event.best.boundOffset;
  return Object.assign(toEmStep(event, points), { elbo });
}

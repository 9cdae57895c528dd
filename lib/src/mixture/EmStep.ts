import type { NdArray } from "../array/index.js";
import type { EmIteration } from "./emIterations.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/** One EM step, as `iterate` and `onIteration` give it; it keeps its values when EM goes on. */
export interface EmStep extends MixtureParameters {
  /** Which start this belongs to, from 0. */
  readonly start: number;
  /** From 1 within a start. */
  readonly iteration: number;
  /** The bound after the E step: the log-likelihood of the parameters before this step, mean nats per example. */
  readonly lowerBound: number;
  /** The log-likelihood of the parameters after this step, mean nats per example. */
  readonly logLikelihood: number;
  /** p(z = k | xᵢ) under the parameters before this step, `[n, K]`: what the M step used. */
  readonly responsibilities: NdArray<Float64Array>;
  /** Whether the lower bound changed by less than `tol`. */
  readonly converged: boolean;
}

export function toEmStep(turn: EmIteration, start: number): EmStep {
  const { iteration, parameters, lowerBound, logLikelihood, responsibilities, converged } = turn;
  const K = parameters.weights.length;
  return {
    ...parameters,
    start,
    iteration,
    lowerBound,
    logLikelihood,
    responsibilities: { data: responsibilities.slice(), shape: [responsibilities.length / K, K] },
    converged,
  };
}

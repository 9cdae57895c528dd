import type { NdArray } from "../array/index.js";
import { expectation } from "./expectation.js";
import { gaussianComponents, type GaussianComponent } from "./GaussianComponent.js";
import { maximization } from "./maximization.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/** What one turn of EM, an E step and then an M step, leaves behind. */
export interface EmIteration {
  /** From 1. */
  readonly iteration: number;
  readonly parameters: MixtureParameters;
  readonly components: readonly GaussianComponent[];
  /** Of the E step, `[n, K]`; the turn after the next writes over them. */
  readonly responsibilities: Float64Array;
  /** The bound after the E step, where it touches the log-likelihood of the parameters before this turn. */
  readonly lowerBound: number;
  /** The log-likelihood of the parameters after this turn. Both are means, nats per example. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** Runs EM from a start, a turn at a time, until the lower bound changes by less than `tol` or `maxIter` is reached. */
export function* emIterations(
  points: NdArray<Float64Array>,
  start: MixtureParameters,
  { maxIter, tol, regCovar }: { maxIter: number; tol: number; regCovar: number },
): Generator<EmIteration, void, undefined> {
  const K = start.weights.length;
  let parameters = start;
  let components = gaussianComponents(start);
  let responsibilities = new Float64Array(points.shape[0]! * K);
  let next = responsibilities.slice();
  let previous = -Infinity;
  let lowerBound = expectation(points, parameters.weights, components, responsibilities);
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    parameters = maximization(points, responsibilities, K, start.covarianceType, regCovar);
    components = gaussianComponents(parameters);
    const logLikelihood = expectation(points, parameters.weights, components, next);
    const converged = Math.abs(lowerBound - previous) < tol;
    yield { iteration, parameters, components, responsibilities, lowerBound, logLikelihood, converged };
    if (converged) return;
    previous = lowerBound;
    lowerBound = logLikelihood;
    [responsibilities, next] = [next, responsibilities];
  }
}

import type { MixtureAlgorithm } from "./MixtureAlgorithm.js";
import type { MixtureDensities } from "./MixtureDensities.js";
import type { MixtureParameters } from "./MixtureParameters.js";
import type { RowSource } from "./passes/RowSource.js";
import type { Work } from "./Work.js";

/** What one turn, an E step and then an M step, leaves behind. */
export interface EmIteration<Parameters = MixtureParameters> {
  /** From 1. */
  readonly iteration: number;
  /** What the E step evaluated. */
  readonly before: MixtureDensities;
  readonly parameters: Parameters;
  /** What the next E step evaluates. */
  readonly densities: MixtureDensities;
  readonly lowerBound: number;
  /** The log-likelihood of `densities`, mean nats per example. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/** Where the turns begin; `lowerBound` is what the first turn's is compared with. */
export interface EmStart<Parameters> {
  readonly parameters: Parameters;
  readonly lowerBound: number;
}

/**
 * Runs an algorithm from a start, a turn at a time, until the lower bound changes by less than `tol` or `maxIter`, at least 1, is
 * reached. The pass over the data that gives a turn's log-likelihood is the E step of the next.
 */
export function* emIterations<Parameters>(
  source: RowSource,
  algorithm: MixtureAlgorithm<Parameters>,
  start: EmStart<Parameters>,
  { maxIter, tol }: { maxIter: number; tol: number },
): Work<void, EmIteration<Parameters>> {
  let densities = algorithm.densities(start.parameters);
  let moments = yield* source.moments(densities);
  let previous = start.lowerBound;
  for (let iteration = 1; ; iteration++) {
    const before = densities;
    const parameters = algorithm.maximize(moments);
    densities = algorithm.densities(parameters);
    const lowerBound = algorithm.lowerBound(moments, parameters, densities);
    const converged = Math.abs(lowerBound - previous) < tol;
    const turn = { iteration, before, parameters, densities, lowerBound, converged };
    if (converged || iteration === maxIter) {
      // Nothing follows that would need moments.
      yield { ...turn, logLikelihood: yield* source.meanLogLikelihood(densities) };
      return;
    }
    moments = yield* source.moments(densities, moments.means);
    yield { ...turn, logLikelihood: moments.logLikelihood / moments.n };
    previous = lowerBound;
  }
}

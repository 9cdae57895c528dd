import { gaussianComponents, type GaussianComponent } from "./GaussianComponent.js";
import { maximization } from "./maximization.js";
import type { MixtureParameters } from "./MixtureParameters.js";
import type { Moments } from "./passes/Moments.js";
import type { RowSource } from "./passes/RowSource.js";
import type { Work } from "./Work.js";

/** What one turn of EM, an E step and then an M step, leaves behind. */
export interface EmIteration {
  /** From 1. */
  readonly iteration: number;
  /** Those that the E step was taken under. */
  readonly before: MixtureParameters;
  readonly parameters: MixtureParameters;
  readonly components: readonly GaussianComponent[];
  /** The bound after the E step, where it touches the log-likelihood of the parameters before this turn. */
  readonly lowerBound: number;
  /** The log-likelihood of the parameters after this turn. Both are means, nats per example. */
  readonly logLikelihood: number;
  readonly converged: boolean;
}

/**
 * Runs EM from a start, a turn at a time, until the lower bound changes by less than `tol` or `maxIter` is reached. The pass
 * over the data that gives a turn's log-likelihood is the E step of the next.
 */
export function* emIterations(
  source: RowSource,
  start: MixtureParameters,
  { maxIter, tol, regCovar }: { maxIter: number; tol: number; regCovar: number },
): Work<void, EmIteration> {
  let parameters = start;
  let components = gaussianComponents(start);
  let moments = yield* expect();
  let previous = -Infinity;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    const before = parameters;
    const lowerBound = moments.logLikelihood / moments.n;
    parameters = maximization(moments, start.covarianceType, regCovar);
    components = gaussianComponents(parameters);
    moments = yield* expect();
    const logLikelihood = moments.logLikelihood / moments.n;
    const converged = Math.abs(lowerBound - previous) < tol;
    yield { iteration, before, parameters, components, lowerBound, logLikelihood, converged };
    if (converged) return;
    previous = lowerBound;
  }

  function expect(): Work<Moments> {
    return source.moments({ logWeights: parameters.weights.map(Math.log), components });
  }
}

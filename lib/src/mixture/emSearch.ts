import { Rng } from "../random/index.js";
import { emIterations, type EmIteration, type EmStart } from "./emIterations.js";
import type { FittedMixture } from "./FittedMixture.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import type { MixtureAlgorithm } from "./MixtureAlgorithm.js";
import type { MixtureParameters } from "./MixtureParameters.js";
import type { RowSource } from "./passes/RowSource.js";
import { mapEvents, type Work } from "./Work.js";

/** A turn of EM, the start it belongs to, and the best of what it and the starts before have reached. */
export interface SearchTurn<
  Parameters = MixtureParameters,
  Fit extends FittedMixture<Parameters> = FittedMixture<Parameters>,
> {
  readonly start: number;
  readonly turn: EmIteration<Parameters>;
  readonly best: Fit;
}

/**
 * Runs an algorithm from `nInit` starts, a turn at a time; the end that has the highest lower bound is the best.
 *
 * @param warm where to go on, in place of new starts
 */
export function* emSearch<Parameters>(
  source: RowSource,
  algorithm: MixtureAlgorithm<Parameters>,
  options: Pick<ResolvedOptions, "maxIter" | "nInit" | "seed" | "tol">,
  warm?: EmStart<Parameters>,
): Work<FittedMixture<Parameters>, SearchTurn<Parameters>> {
  const rng = new Rng(options.seed);
  const starts = warm ? 1 : options.nInit;
  let bestEnd: FittedMixture<Parameters> | undefined;
  for (let start = 0; start < starts; start++) {
    const first = warm ?? { parameters: yield* algorithm.findStart(rng), lowerBound: -Infinity };
    if (options.maxIter === 0) return unfittedStart(algorithm, first.parameters);
    const lowerBounds: number[] = [];
    let reached: FittedMixture<Parameters> | undefined;
    yield* mapEvents(emIterations(source, algorithm, first, options), (turn) => {
      lowerBounds.push(turn.lowerBound);
      const { lowerBound, converged, iteration: nIter, parameters, densities } = turn;
      reached = { parameters, densities, lowerBound, lowerBounds, converged, nIter };
      return { start, turn, best: higher(bestEnd, reached) };
    });
    bestEnd = higher(bestEnd, reached!);
  }
  return bestEnd!;
}

/** The fit with the higher lower bound; the first of equals. */
function higher<Fit extends FittedMixture<unknown>>(first: Fit | undefined, second: Fit): Fit {
  return first && first.lowerBound >= second.lowerBound ? first : second;
}

function unfittedStart<Parameters>(
  algorithm: MixtureAlgorithm<Parameters>,
  parameters: Parameters,
): FittedMixture<Parameters> {
  const densities = algorithm.densities(parameters);
  return { parameters, densities, lowerBound: -Infinity, lowerBounds: [], converged: false, nIter: 0 };
}

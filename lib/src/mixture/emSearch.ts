import { Rng } from "../random/index.js";
import { emIterations, type EmIteration } from "./emIterations.js";
import type { FittedMixture } from "./FittedMixture.js";
import { gaussianComponents } from "./GaussianComponent.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import type { MixtureParameters } from "./MixtureParameters.js";
import type { RowSource } from "./passes/RowSource.js";
import { mapEvents, type Work } from "./Work.js";

/** A turn of EM, the start it belongs to, and the best fit so far, this turn included. */
export interface SearchTurn {
  readonly start: number;
  readonly turn: EmIteration;
  readonly best: FittedMixture;
}

/** Gives the parameters that a start begins with. */
export type FindStart = (rng: Rng) => Work<MixtureParameters>;

/** Runs EM from `nInit` starts, a turn at a time; the end that has the highest lower bound is the best. */
export function* emSearch(
  source: RowSource,
  findStart: FindStart,
  options: ResolvedOptions,
): Work<FittedMixture, SearchTurn> {
  const rng = new Rng(options.seed);
  let best: (FittedMixture & { readonly start?: number }) | undefined;
  for (let start = 0; start < options.nInit; start++) {
    const first = yield* findStart(rng);
    if (options.maxIter === 0) return unfittedStart(first);
    const lowerBounds: number[] = [];
    yield* mapEvents(emIterations(source, first, options), (turn) => {
      lowerBounds.push(turn.lowerBound);
      if (!best || best.start === start || turn.lowerBound > best.lowerBound) {
        const { lowerBound, converged, iteration: nIter, parameters, components } = turn;
        best = { start, parameters, components, lowerBound, lowerBounds, converged, nIter };
      }
      return { start, turn, best };
    });
  }
  return best!;
}

function unfittedStart(parameters: MixtureParameters): FittedMixture {
  const components = gaussianComponents(parameters);
  return { parameters, components, lowerBound: -Infinity, lowerBounds: [], converged: false, nIter: 0 };
}

import type { NdArray } from "../array/index.js";
import { Rng } from "../random/index.js";
import { emIterations, type EmIteration } from "./emIterations.js";
import type { FittedMixture } from "./FittedMixture.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import { gaussianComponents } from "./GaussianComponent.js";
import { initialParameters } from "./initialParameters.js";

/** A turn of EM, the start it belongs to, and the best fit so far, this turn included. */
export interface SearchTurn {
  readonly start: number;
  readonly turn: EmIteration;
  readonly best: FittedMixture;
}

/** Runs EM from `nInit` starts, a turn at a time; the end that has the highest lower bound is the best. */
export function* emSearch(
  points: NdArray<Float64Array>,
  options: ResolvedOptions,
): Generator<SearchTurn, FittedMixture, undefined> {
  const rng = new Rng(options.seed);
  let best: (FittedMixture & { readonly start?: number }) | undefined;
  for (let start = 0; start < options.nInit; start++) {
    const parameters = initialParameters(points, options, rng);
    if (options.maxIter === 0) return unfittedStart(parameters);
    const lowerBounds: number[] = [];
    for (const turn of emIterations(points, parameters, options)) {
      lowerBounds.push(turn.lowerBound);
      if (!best || best.start === start || turn.lowerBound > best.lowerBound) {
        const { lowerBound, converged, iteration: nIter } = turn;
        const { parameters, components } = turn;
        best = { start, parameters, components, lowerBound, lowerBounds, converged, nIter };
      }
      yield { start, turn, best };
    }
  }
  return best!;
}

function unfittedStart(parameters: FittedMixture["parameters"]): FittedMixture {
  const components = gaussianComponents(parameters);
  return { parameters, components, lowerBound: -Infinity, lowerBounds: [], converged: false, nIter: 0 };
}

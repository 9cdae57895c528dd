import type { NdArray } from "../../array/index.js";
import { HALF_LOG_TWO_PI } from "../../distributions/index.js";
import type { EmStart } from "../emIterations.js";
import { emSearch, type SearchTurn } from "../emSearch.js";
import type { FittedMixture } from "../FittedMixture.js";
import type { RowSource } from "../passes/RowSource.js";
import { mapEvents, type Work } from "../Work.js";
import type { ResolvedBayesianOptions } from "./BayesianGaussianMixtureOptions.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import type { FittedBayesianMixture } from "./FittedBayesianMixture.js";
import { priorLogNormalizer } from "./priorLogNormalizer.js";
import { resolvePrior } from "./resolvePrior.js";
import { variationalBayes } from "./variationalBayes.js";

export type BayesianTurn = SearchTurn<BayesianMixtureParameters, FittedBayesianMixture>;

/** Settles the prior, and runs variational Bayes from `nInit` starts, a turn at a time. */
export function* variationalSearch(
  source: RowSource,
  rows: NdArray<Float64Array>,
  options: ResolvedBayesianOptions,
  warm: EmStart<BayesianMixtureParameters> | undefined,
): Work<FittedBayesianMixture, BayesianTurn> {
  const { nComponents, covarianceType, regCovar } = options;
  const prior = yield* resolvePrior(source, rows, options);
  const values = source.n * source.size.dimension;
  const boundOffset = -values * HALF_LOG_TWO_PI - priorLogNormalizer(prior, covarianceType, nComponents);
  const search = emSearch(source, variationalBayes(rows, prior, options), options, warm);
  return complete(yield* mapEvents(search, (turn) => ({ ...turn, best: complete(turn.best) })));

  function complete(fit: FittedMixture<BayesianMixtureParameters>): FittedBayesianMixture {
    return { ...fit, prior, boundOffset, regCovar };
  }
}

import type { NdArray } from "../array/index.js";
import { closedForm } from "./closedForm.js";
import { emIterations } from "./emIterations.js";
import { checkUnits, type ProbabilisticFit } from "./ProbabilisticFit.js";
import type { ResolvedProbabilisticPCAOptions } from "./ProbabilisticPCAOptions.js";

/** The model of greatest likelihood, found by the method that was asked for. */
export function maximumLikelihood(
  points: NdArray<Float64Array>,
  options: ResolvedProbabilisticPCAOptions,
): ProbabilisticFit {
  if (options.method === "em") return checkUnits(lastOfEm(points, options));
  return checkUnits({ ...closedForm(points, options.nComponents), converged: true, logLikelihoods: [] });
}

function lastOfEm(points: NdArray<Float64Array>, options: ResolvedProbabilisticPCAOptions): ProbabilisticFit {
  let last: ProbabilisticFit | undefined;
  for (const { model, converged, logLikelihoods } of emIterations(points, options)) {
    last = { ...model, converged, logLikelihoods };
  }
  return last!; // there is at least one iteration
}

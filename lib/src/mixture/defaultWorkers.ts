import type { NdArray } from "../array/index.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import { hasFullCovariances } from "./MixtureParameters.js";
import { availableThreads } from "./workers/startThread.js";

/** About this many multiplications take as long as starting a thread. */
const worthThreads = 1e8;

/** How many threads share the rows where nobody says: one where an iteration is soon done. */
export function defaultWorkers(
  { data, shape }: NdArray<Float64Array>,
  { nComponents, covarianceType }: ResolvedOptions,
): number {
  const perNumber = hasFullCovariances(covarianceType) ? shape[1]! + 10 : 10;
  return data.length * nComponents * perNumber > worthThreads ? availableThreads() : 1;
}

import type { NdArray } from "../array/index.js";
import type { ResolvedOptions } from "./GaussianMixtureOptions.js";
import { hasFullCovariances } from "./MixtureParameters.js";
import { availableThreads } from "./workers/startThread.js";

/** About this many multiplications take as long as starting a thread. */
const worthThreads = 1e8;

/** How many threads share the rows where nobody says: one where an iteration is soon done, or threads cannot be relied on. */
export function defaultWorkers(
  { data, shape }: NdArray<Float64Array>,
  { nComponents, covarianceType }: ResolvedOptions,
): number {
  const perNumber = hasFullCovariances(covarianceType) ? shape[1]! + 10 : 10;
  // A page may forbid workers.
  const inNode = "process" in globalThis;
  return inNode && data.length * nComponents * perNumber > worthThreads ? availableThreads() : 1;
}

import { NonFiniteError } from "../errors/index.js";
import type { LinearGaussian } from "./LinearGaussian.js";

/** A model, and what there is to say of the iterations that led to it; the closed form has none. */
export interface ProbabilisticFit extends LinearGaussian {
  readonly converged: boolean;
  /** After each iteration, mean nats per row. */
  readonly logLikelihoods: readonly number[];
}

/** @throws NonFiniteError if the variances overflow, or σ² becomes 0, in the data's units */
export function checkUnits(fit: ProbabilisticFit): ProbabilisticFit {
  const { variances, noiseVariance, centre } = fit;
  const [largest, least] = [variances[0]!, noiseVariance].map((value) => value * centre.unit * centre.unit);
  if (Number.isFinite(largest) && least! > 0) return fit;
  throw new NonFiniteError(
    `The variances of the data, from ${least} to ${largest}, leave the range of a double. Rescale the data.`,
  );
}

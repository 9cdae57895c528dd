import type { NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { SearchTurn } from "./emSearch.js";
import { responsibilitiesOf } from "./expectation.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/** One EM step, as `iterate` and `onIteration` give it; it keeps its values when EM goes on. */
export interface EmStep extends MixtureParameters {
  /** Which start this belongs to, from 0. */
  readonly start: number;
  /** From 1 within a start. */
  readonly iteration: number;
  /** The bound after the E step: the log-likelihood of the parameters before this step, mean nats per example. */
  readonly lowerBound: number;
  /** The log-likelihood of the parameters after this step, mean nats per example. */
  readonly logLikelihood: number;
  /**
   * p(z = k | xᵢ) under the parameters before this step, `[n, K]`: what the M step used. Worked out when it is asked for.
   *
   * @throws InvalidArgumentError if the data come in chunks, so that they are not at hand
   */
  readonly responsibilities: NdArray<Float64Array>;
  /** Whether the lower bound changed by less than `tol`. */
  readonly converged: boolean;
}

/** @param points the data, `[n, d]`, where they are in memory */
export function toEmStep<Parameters extends MixtureParameters>(
  { turn, start }: SearchTurn<Parameters>,
  points?: NdArray<Float64Array>,
): EmStep & Parameters {
  const { before, parameters, iteration, lowerBound, logLikelihood, converged } = turn;
  let responsibilities: NdArray<Float64Array> | undefined;
  const step = { ...parameters, start, iteration, lowerBound, logLikelihood, converged };
  return Object.defineProperty(step, "responsibilities", {
    // A step can be copied and printed also where there are none.
    enumerable: points !== undefined,
    get() {
      if (!points) {
        throw new InvalidArgumentError(
          "The data come in chunks, so a step has no responsibilities of all rows: ask predictProba for those of a chunk.",
        );
      }
      responsibilities ??= responsibilitiesOf(points, before);
      return responsibilities;
    },
  }) as EmStep & Parameters;
}

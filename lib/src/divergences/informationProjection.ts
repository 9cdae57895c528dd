import { Normal, type Distribution } from "../distributions/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { minimise } from "./projection/minimise.js";
import { reverseKl } from "./projection/reverseKl.js";

export interface InformationProjectionOptions {
  /** Where the descent begins; which minimum it finds depends on it. */
  readonly start: { readonly mean: number; readonly sd: number };
  /** The most steps to take; 500 if left out. */
  readonly maxSteps?: number;
}

/** One stage of the descent. */
export interface ProjectionStep {
  readonly mean: number;
  readonly sd: number;
  /** KL(N(mean, sd) ‖ p) in nats. */
  readonly kl: number;
}

export interface InformationProjection {
  readonly fit: Normal;
  readonly kl: number;
  /** From the start to the fit, both included; kl never rises. */
  readonly steps: readonly ProjectionStep[];
  readonly converged: boolean;
}

/**
 * A normal q with a locally least reverse divergence KL(q ‖ p), by quasi-Newton descent (BFGS) in the mean and log sd from a
 * start; the integral is done by quadrature, so that the result is deterministic.
 *
 * @throws InvalidArgumentError if the start is no normal distribution, or its divergence is infinite (p must cover ℝ)
 */
export function informationProjection(
  p: Distribution,
  { start, maxSteps = 500 }: InformationProjectionOptions,
): InformationProjection {
  const first = new Normal(start.mean, start.sd);
  if (!Number.isFinite(reverseKl(p, first.mean, first.sd).kl)) {
    throw new InvalidArgumentError(
      "KL(q ‖ p) is infinite at the start: p must have a density on the whole line to be approached by a normal.",
    );
  }
  const { path, converged } = minimise(
    ([mean, logSd]) => {
      const { kl, byMean, byLogSd } = reverseKl(p, mean, Math.exp(logSd));
      return { value: kl, gradient: [byMean, byLogSd] };
    },
    [first.mean, Math.log(first.sd)],
    { metric: ([, logSd]) => [Math.exp(2 * logSd), 0.5], maxSteps },
  );
  const steps = path.map(({ at: [mean, logSd], value }) => ({ mean, sd: Math.exp(logSd), kl: value }));
  const last = steps.at(-1) as ProjectionStep;
  return { fit: new Normal(last.mean, last.sd), kl: last.kl, steps, converged };
}

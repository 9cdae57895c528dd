import type { Approximation, VariationalFamily } from "./VariationalNormal.js";

/** One step of the climb: the ELBO that its draws saw, and q after it. */
export interface VariationalStep<Family extends VariationalFamily = VariationalFamily> {
  /** 1, 2, … */
  readonly step: number;
  /** The mean of log density − ln q over the step's draws, from q before the step, nats. */
  readonly elbo: number;
  readonly standardError: number;
  /** The step size γ. */
  readonly learningRate: number;
  /** q after the step; made when it is read. */
  readonly approximation: Approximation<Family>;
}

export interface VariationalResult<Family extends VariationalFamily = VariationalFamily> {
  /** q: a DiagonalNormal (mean, sd) or a MultivariateNormal (mean, covariance, choleskyFactor). */
  readonly approximation: Approximation<Family>;
  /** E_q[log density − ln q], nats, from fresh draws: at most ln ∫ exp(log density), the log evidence. */
  readonly elbo: number;
  readonly standardError: number;
  /** The ELBO of each step, as in {@link VariationalStep}. */
  readonly elbos: readonly number[];
  /** Whether the ELBO stood still, as far as its noise lets one see. */
  readonly converged: boolean;
  /**
   * k̂ of the weights exp(log density) / q, from the fresh draws: below 0.7 q is near enough to the target to
   * be its proposal for importance sampling; above, moments of q may be far from the target's (Yao et al.
   * 2018). −∞ if the largest weights are equal; absent with 20 draws or fewer, or if fewer than 5 weights lie
   * above the others.
   */
  readonly paretoK?: number;
  /** What speaks against trusting the result; empty if nothing does. */
  readonly warnings: readonly string[];
}

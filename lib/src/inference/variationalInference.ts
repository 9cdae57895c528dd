import { NonFiniteError } from "../errors/index.js";
import { requireFunction, requireOptions } from "./checks.js";
import { estimateFrom } from "./estimateFrom.js";
import { judge } from "./variational/judge.js";
import { naturalGradient } from "./variational/NaturalGradient.js";
import { NaturalGradientAscent } from "./variational/NaturalGradientAscent.js";
import {
  resolveVariationalOptions,
  type ResolvedVariational,
} from "./variational/resolveVariationalOptions.js";
import { Schedule } from "./variational/Schedule.js";
import { Target } from "./variational/Target.js";
import type { VariationalOptions } from "./variational/VariationalOptions.js";
import type { Approximation, VariationalFamily } from "./variational/VariationalNormal.js";
import type { VariationalResult, VariationalStep } from "./variational/VariationalResult.js";

/**
 * Black-box variational inference: the normal q that is nearest, in KL(q ‖ target), to a density on ℝᵈ known
 * up to a constant, by maximising the ELBO E_q[log density − ln q] ≤ ln ∫ exp(log density) with stochastic
 * gradients (Ranganath, Gerrish & Blei 2014; Titsias & Lázaro-Gredilla 2014; Kucukelbir et al. 2017; Blei,
 * Kucukelbir & McAuliffe 2017).
 *
 * With q: z = mean + L ε, each step measures the gradient in ε, q's own coordinates, and moves
 *   mean ← mean + γ L E[∇f],   L ← L (I + γ ⌞E[∇²f]⌟),   where f(ε) = log density − ln q
 * and ⌞ ⌟ takes the lower triangle with half the diagonal (in the mean field, half the diagonal alone).
 * That is the natural gradient: the step does not depend on the units of z or on how its coordinates are
 * mixed, and on a normal target it is Newton's. With a gradient of the log density, E[∇f] comes from
 * "sticking the landing" (Roeder, Wu & Duvenaud 2017), without one from the score function with leave-one-out
 * baselines. Either way all noise vanishes where q equals the target, so that "full-rank" reaches a normal
 * target to rounding. Elsewhere noise stays; once the ELBO stands still, steps get shorter and parameters are
 * averaged. A mean field under strong correlation converges slowly and is too narrow, as coordinate ascent is
 * (see meanFieldGaussian).
 *
 * @param logDensity ln of the target up to a constant, finite on all of ℝᵈ; for a posterior, ln p(x, z) as a
 * function of z
 * @throws InvalidArgumentError or ShapeError for options that are out of range or do not fit the dimension,
 * and for a gradient of the wrong length
 * @throws NonFiniteError if the log density or its gradient is not finite at a draw (the message says where),
 * or q runs off to infinity, as it does if the density has no finite integral
 * @throws SingularCovarianceError if q's covariance ends singular to rounding
 */
export function variationalInference<Family extends VariationalFamily = "mean-field">(
  logDensity: (z: readonly number[]) => number,
  options: VariationalOptions<Family>,
): VariationalResult<Family> {
  const steps = variationalInferenceSteps(logDensity, options);
  let turn = steps.next();
  while (!turn.done) turn = steps.next();
  return turn.value;
}

/**
 * The steps of {@link variationalInference}, one a turn, to be watched, and stopped by leaving the loop; what
 * the last turn returns is the result.
 *
 * @throws what variationalInference throws; for options already at the call
 */
export function variationalInferenceSteps<Family extends VariationalFamily = "mean-field">(
  logDensity: (z: readonly number[]) => number,
  options: VariationalOptions<Family>,
): Generator<VariationalStep<Family>, VariationalResult<Family>, undefined> {
  const { gradient, onStep } = requireOptions(options, "dimension, rng");
  if (onStep !== undefined) requireFunction(onStep, "onStep");
  const target = new Target(logDensity, gradient);
  return climb(target, resolveVariationalOptions(options), onStep);
}

function* climb<Family extends VariationalFamily>(
  target: Target,
  options: ResolvedVariational,
  onStep: VariationalOptions<Family>["onStep"],
): Generator<VariationalStep<Family>, VariationalResult<Family>, undefined> {
  const { q } = options;
  const start = q.parameters();
  const ascent = new NaturalGradientAscent(q);
  const schedule = new Schedule(options);
  for (let step = 1; step <= options.steps && !schedule.ended; step++) {
    const { learningRate } = schedule;
    const gradient = naturalGradient(q, target, options);
    const { estimate: elbo, standardError } = estimateFrom(gradient.values);
    ascent.step(gradient, learningRate);
    const parameters = q.parameters();
    checkBounded(parameters, step, elbo);
    schedule.add(elbo, parameters);
    const report: VariationalStep<Family> = {
      step,
      elbo,
      standardError,
      learningRate,
      get approximation() {
        return q.approximation(parameters) as Approximation<Family>;
      },
    };
    onStep?.(report);
    yield report;
  }
  if (schedule.trend === "still") q.restore(schedule.average);
  return {
    approximation: q.approximation(q.parameters()) as Approximation<Family>,
    elbos: schedule.elbos,
    converged: schedule.trend === "still",
    ...judge(target, options, schedule, start),
  };
}

/** Parameters beyond this have run off. */
const bound = 1e100;

function checkBounded(parameters: Float64Array, step: number, elbo: number): void {
  if (parameters.every((value) => Math.abs(value) < bound)) return;
  throw new NonFiniteError(
    `q ran off to infinity by step ${step}, where the ELBO is ${elbo}. Either the log density has no finite integral (an ` +
      "improper posterior: give every coordinate a proper prior), or gradient is not its gradient.",
  );
}

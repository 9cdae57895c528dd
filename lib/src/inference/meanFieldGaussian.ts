import type { MultivariateNormal } from "../distributions/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { inverseFromCholesky, logDeterminantFromCholesky } from "../linear-algebra/index.js";

export interface MeanFieldOptions {
  /** The factors' first means, d numbers. Default: all 0. */
  readonly start?: readonly number[];
  /** At most so many sweeps over the coordinates. Default 100. */
  readonly maxSweeps?: number;
  /** Stop when a sweep lowers the divergence by less, nats. Default 1e-12. */
  readonly tol?: number;
}

/** The approximation after one factor's update, or at the start (sweep 0, coordinate −1). */
export interface MeanFieldStep {
  readonly sweep: number;
  readonly coordinate: number;
  readonly mean: readonly number[];
  /** KL(q ‖ p), nats; it never rises. */
  readonly klDivergence: number;
}

export interface MeanFieldResult {
  readonly mean: readonly number[];
  /** 1 / Λᵢᵢ of each factor: the conditional variance, never above the marginal Σᵢᵢ. */
  readonly variance: readonly number[];
  readonly klDivergence: number;
  readonly steps: readonly MeanFieldStep[];
  readonly converged: boolean;
}

/**
 * Coordinate ascent to the factorised Gaussian with the smallest KL(q ‖ p) from a normal p (Bishop 2006, 10.1.2): factor i
 * gets variance 1 / Λᵢᵢ and mean μᵢ − Σⱼ≠ᵢ Λᵢⱼ (mⱼ − μⱼ) / Λᵢᵢ, where Λ = Σ⁻¹. Its means end exact, its variances too small.
 *
 * @throws ShapeError if the start has another length than p's mean; InvalidArgumentError if it is not finite or an option is
 * out of range
 */
export function meanFieldGaussian(
  target: MultivariateNormal,
  options: MeanFieldOptions = {},
): MeanFieldResult {
  const { maxSweeps = 100, tol = 1e-12 } = options;
  if (!(maxSweeps >= 1) || !(tol >= 0)) {
    throw new InvalidArgumentError(
      `maxSweeps must be at least 1 and tol at least 0, but they are ${maxSweeps} and ${tol}.`,
    );
  }
  const d = target.dimension;
  const mean = checkStart(options.start, d);
  const { data: precision } = inverseFromCholesky(target.choleskyFactor);
  const variance = mean.map((_, i) => 1 / precision[i * d + i]!);
  const excess =
    logDeterminantFromCholesky(target.choleskyFactor) - variance.reduce((sum, v) => sum + Math.log(v), 0);
  const steps: MeanFieldStep[] = [];
  record(0, -1);
  let converged = false;
  for (let sweep = 1; sweep <= maxSweeps && !converged; sweep++) {
    const before = steps.at(-1)!.klDivergence;
    for (let i = 0; i < d; i++) {
      mean[i] = target.mean[i]! - pull(i) * variance[i]!;
      record(sweep, i);
    }
    converged = before - steps.at(-1)!.klDivergence < tol;
  }
  return { mean, variance, klDivergence: steps.at(-1)!.klDivergence, steps, converged };

  /** Σⱼ≠ᵢ Λᵢⱼ (mⱼ − μⱼ). */
  function pull(i: number): number {
    return mean.reduce(
      (sum, m, j) => (j === i ? sum : sum + precision[i * d + j]! * (m - target.mean[j]!)),
      0,
    );
  }

  // The trace term of KL(q ‖ p) is d, since each factor's variance is 1 / Λᵢᵢ.
  function record(sweep: number, coordinate: number): void {
    const offsets = mean.map((m, i) => m - target.mean[i]!);
    const squared = offsets.reduce((sum, o, i) => sum + o * (pull(i) + o * precision[i * d + i]!), 0);
    steps.push({ sweep, coordinate, mean: [...mean], klDivergence: 0.5 * (squared + excess) });
  }
}

function checkStart(start: readonly number[] | undefined, d: number): number[] {
  const mean = start ? [...start] : new Array<number>(d).fill(0);
  if (mean.length !== d)
    throw new ShapeError(`start must have ${d} elements, as many as p has dimensions, not ${mean.length}.`);
  if (!mean.every(Number.isFinite))
    throw new InvalidArgumentError(`start must be finite, but it is [${mean.join(", ")}].`);
  return mean;
}

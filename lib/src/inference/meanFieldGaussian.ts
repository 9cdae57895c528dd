import { MultivariateNormal } from "../distributions/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";
import { inverseFromCholesky, logDeterminantFromCholesky } from "../linear-algebra/index.js";

export interface MeanFieldOptions {
  /** The factors' first means, d numbers. Default: all 0. */
  readonly start?: readonly number[];
  /** At most so many sweeps over the coordinates. Default 100. */
  readonly maxSweeps?: number;
  /** Stop when a sweep lowers the divergence by no more, nats. Default 1e-12. */
  readonly tol?: number;
  /**
   * What {@link MeanFieldResult.steps} keeps: each factor's update (the default), or each sweep's last, for
   * large d.
   */
  readonly record?: "coordinates" | "sweeps";
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
 * Coordinate ascent to the factorised Gaussian with the smallest KL(q ‖ p) from a normal p (Bishop 2006,
 * 10.1.2): factor i gets variance 1 / Λᵢᵢ and mean μᵢ − Σⱼ≠ᵢ Λᵢⱼ (mⱼ − μⱼ) / Λᵢᵢ, where Λ = Σ⁻¹. Its means
 * end exact, its variances too small.
 *
 * A sweep costs of the order of d². Under strong correlation sweeps lower the divergence slowly.
 *
 * @throws ShapeError if the start has another length than p's mean; InvalidArgumentError if it is not finite,
 * an option is out of range, or p is no MultivariateNormal; NonFiniteError if the start is so far off that
 * the divergence overflows
 */
export function meanFieldGaussian(
  target: MultivariateNormal,
  options: MeanFieldOptions = {},
): MeanFieldResult {
  if (!(target instanceof MultivariateNormal))
    throw new InvalidArgumentError("The target must be a MultivariateNormal.");
  const { maxSweeps, tol, record } = checkOptions(options);
  const d = target.dimension;
  const mean = checkStart(options.start, d);
  const { data: precision } = inverseFromCholesky(target.choleskyFactor);
  const variance = mean.map((_, i) => 1 / precision[i * d + i]!);
  const excess =
    logDeterminantFromCholesky(target.choleskyFactor) - variance.reduce((sum, v) => sum + Math.log(v), 0);
  // Λ (m − μ), the gradient of KL(q ‖ p) in m: each update changes it by a column of Λ.
  const pull = new Float64Array(d);
  pullAfresh();
  const steps: MeanFieldStep[] = [stepAt(0, -1)];
  let converged = false;
  for (let sweep = 1; sweep <= maxSweeps && !converged; sweep++) {
    const before = steps.at(-1)!.klDivergence;
    pullAfresh();
    for (let i = 0; i < d; i++) {
      update(i);
      if (record === "coordinates" || i === d - 1) steps.push(stepAt(sweep, i));
    }
    converged = before - steps.at(-1)!.klDivergence <= tol;
  }
  return { mean, variance, klDivergence: steps.at(-1)!.klDivergence, steps, converged };

  /** Sums the pull up, so that rounding does not pile up over sweeps. */
  function pullAfresh(): void {
    for (let i = 0; i < d; i++) {
      pull[i] = mean.reduce((sum, m, j) => sum + precision[i * d + j]! * (m - target.mean[j]!), 0);
    }
  }

  function update(i: number): void {
    const change = -pull[i]! * variance[i]!;
    mean[i]! += change;
    for (let j = 0; j < d; j++) pull[j]! += precision[i * d + j]! * change;
  }

  // The trace term of KL(q ‖ p) is d, since each factor's variance is 1 / Λᵢᵢ.
  function stepAt(sweep: number, coordinate: number): MeanFieldStep {
    const squared = mean.reduce((sum, m, i) => sum + (m - target.mean[i]!) * pull[i]!, 0);
    const klDivergence = 0.5 * (squared + excess);
    if (!Number.isFinite(klDivergence)) {
      throw new NonFiniteError(
        "The divergence of the start from the target overflows. Start nearer to the target's mean.",
      );
    }
    return { sweep, coordinate, mean: [...mean], klDivergence };
  }
}

function checkOptions({
  maxSweeps = 100,
  tol = 1e-12,
  record = "coordinates",
}: MeanFieldOptions): Required<Pick<MeanFieldOptions, "maxSweeps" | "tol" | "record">> {
  if (!Number.isSafeInteger(maxSweeps) || maxSweeps < 1 || !(tol >= 0)) {
    throw new InvalidArgumentError(
      `maxSweeps must be an integer of at least 1 and tol at least 0, but they are ${maxSweeps} and ${tol}.`,
    );
  }
  if (record !== "coordinates" && record !== "sweeps") {
    throw new InvalidArgumentError(
      `record must be "coordinates" or "sweeps", but it is ${JSON.stringify(record)}.`,
    );
  }
  return { maxSweeps, tol, record };
}

function checkStart(start: readonly number[] | undefined, d: number): number[] {
  const mean = start ? [...start] : new Array<number>(d).fill(0);
  if (mean.length !== d)
    throw new ShapeError(`start must have ${d} elements, as many as p has dimensions, not ${mean.length}.`);
  if (!mean.every(Number.isFinite))
    throw new InvalidArgumentError(`start must be finite, but it is [${mean.join(", ")}].`);
  return mean;
}

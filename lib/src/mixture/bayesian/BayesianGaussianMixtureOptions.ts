import type { MatrixLike, NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import {
  checkOneOf,
  resolveOptions as resolveCommonOptions,
  type GaussianMixtureOptions,
  type ResolvedOptions,
} from "../GaussianMixtureOptions.js";

/**
 * The prior of the weights: "dirichlet_process" – a Dirichlet process, whose sticks after the K-th hold no data (Blei & Jordan
 * 2006), "dirichlet_distribution" – a symmetric Dirichlet distribution.
 */
export type WeightConcentrationPriorType = "dirichlet_process" | "dirichlet_distribution";

export interface BayesianGaussianMixtureOptions extends Omit<
  GaussianMixtureOptions,
  "tol" | "regCovar" | "weightsInit" | "meansInit" | "precisionsInit"
> {
  /** Stop when the lower bound changes by less, in nats for all data together. Default 1e-3. */
  readonly tol?: number;
  /**
   * Added to every variance of the data around a component, in their units squared. With 0 neither bound falls; otherwise a step can
   * lower `elbo`, and except with tied covariances, where it is as if the prior's were larger, `lowerBound`. Default 1e-6.
   */
  readonly regCovar?: number;
  /** Default "dirichlet_process". */
  readonly weightConcentrationPriorType?: WeightConcentrationPriorType;
  /**
   * γ > 0: the concentration of the process, or of each weight's share in the Dirichlet distribution. The smaller, the fewer
   * components keep weight. Default 1 / K.
   */
  readonly weightConcentrationPrior?: number;
  /** β₀ > 0: how many examples the prior of the means counts for. Default 1. */
  readonly meanPrecisionPrior?: number;
  /** m₀, d numbers: the prior mean of the means. Default: the mean of X. */
  readonly meanPrior?: ArrayLike<number> | NdArray;
  /** ν₀ > d − 1: the degrees of freedom of the precisions' Wishart prior. Default d. */
  readonly degreesOfFreedomPrior?: number;
  /**
   * S₀, the inverse scale of the precisions' Wishart prior, so that a precision is ν₀ S₀⁻¹ in the mean: a positive definite matrix
   * `[d, d]` (full, tied), d variances (diag) or one (spherical). Default: the covariance of X (divided by n − 1).
   */
  readonly covariancePrior?: number | readonly number[] | MatrixLike;
  /**
   * The first responsibilities, `[n, K]`, in place of `initParams`: rows that are not negative and sum to 1. There is one start
   * then, and the data cannot come in chunks.
   */
  readonly responsibilitiesInit?: MatrixLike;
}

type DataDependent = "meanPrior" | "degreesOfFreedomPrior" | "covariancePrior" | "responsibilitiesInit";
type NoDefault = Pick<BayesianGaussianMixtureOptions, DataDependent>;

/** Options with the defaults filled in, except for those that depend on the data. */
export interface ResolvedBayesianOptions extends ResolvedOptions, NoDefault {
  readonly weightConcentrationPriorType: WeightConcentrationPriorType;
  readonly weightConcentrationPrior: number;
  readonly meanPrecisionPrior: number;
}

const priorTypes: readonly string[] = ["dirichlet_process", "dirichlet_distribution"];

/** @throws InvalidArgumentError if an option is out of range; the message names it */
export function resolveOptions(options: BayesianGaussianMixtureOptions): ResolvedBayesianOptions {
  const common = resolveCommonOptions(options);
  const {
    weightConcentrationPriorType = "dirichlet_process",
    degreesOfFreedomPrior,
    responsibilitiesInit,
  } = options;
  checkOneOf(weightConcentrationPriorType, priorTypes, "weightConcentrationPriorType");
  if (degreesOfFreedomPrior !== undefined) checkPositive(degreesOfFreedomPrior, "degreesOfFreedomPrior");
  return {
    ...options,
    ...common,
    ...(responsibilitiesInit && { nInit: 1 }),
    weightConcentrationPriorType,
    weightConcentrationPrior: checkPositive(
      options.weightConcentrationPrior ?? 1 / common.nComponents,
      "weightConcentrationPrior",
    ),
    meanPrecisionPrior: checkPositive(options.meanPrecisionPrior ?? 1, "meanPrecisionPrior"),
  };
}

/** @throws InvalidArgumentError unless value is a finite number above 0 */
function checkPositive(value: number, name: string): number {
  if (!Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError(`${name} must be a finite number above 0, but it is ${value}.`);
  }
  return value;
}

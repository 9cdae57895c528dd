import type { MatrixLike, NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { checkInteger, checkNonNegative } from "./checkData.js";
import { checkOptions } from "./checkOptions.js";
import { covarianceShape, type CovarianceType } from "./MixtureParameters.js";
import { numbersOfShape } from "./numbersOfShape.js";

/** How the first responsibilities are found. */
export type InitParams = "kmeans" | "k-means++" | "random" | "random_from_data";

export interface GaussianMixtureOptions {
  /** K, the number of components. Default 1. */
  readonly nComponents?: number;
  /** What the covariances share. Default "full". */
  readonly covarianceType?: CovarianceType;
  /** Stop when the mean log-likelihood changes by less, in nats per example. Default 1e-3. */
  readonly tol?: number;
  /**
   * Added to every variance, in the data's units squared. With 0, EM never lowers the likelihood; otherwise a step can, since
   * the M step is then not quite at its maximum. It makes up for dependent columns as long as it is no less than about 1e-13 of
   * their variances. Default 1e-6.
   */
  readonly regCovar?: number;
  /** At most so many iterations a start; 0 keeps the start itself. Default 100. */
  readonly maxIter?: number;
  /** Starts; the one with the highest lower bound is kept. Default 1. */
  readonly nInit?: number;
  /** Default "kmeans". */
  readonly initParams?: InitParams;
  /** K starting weights that sum to 1. */
  readonly weightsInit?: ArrayLike<number>;
  /** Starting means, shape `[K, d]`. */
  readonly meansInit?: MatrixLike;
  /** Starting precisions (inverse covariances), shaped like `covariances` of that type. */
  readonly precisionsInit?: NestedNumbers | NdArray;
  /** Start a second fit where the last one ended, once, in place of new starts. Default false. */
  readonly warmStart?: boolean;
  /** Is told when a fit did not converge within `maxIter` iterations. Default: `console.warn`. */
  readonly onWarning?: (message: string) => void;
  /** Default 0. */
  readonly seed?: number;
}

/** Numbers in up to three levels of arrays. */
export type NestedNumbers =
  readonly number[] | readonly (readonly number[])[] | readonly (readonly (readonly number[])[])[];

/** Options with the defaults filled in; the starting values stay absent where they were not given. */
export type ResolvedOptions = Required<
  Omit<GaussianMixtureOptions, "weightsInit" | "meansInit" | "precisionsInit">
> &
  Pick<GaussianMixtureOptions, "weightsInit" | "meansInit" | "precisionsInit">;

export const covarianceTypes: readonly string[] = ["full", "tied", "diag", "spherical"];
const initialisations: readonly string[] = ["kmeans", "k-means++", "random", "random_from_data"];

/** @throws InvalidArgumentError if an option is out of range; the message names it */
export function resolveOptions(options: GaussianMixtureOptions): ResolvedOptions {
  checkOptions(options);
  const covarianceType = options.covarianceType ?? "full";
  const initParams = options.initParams ?? "kmeans";
  checkOneOf(covarianceType, covarianceTypes, "covarianceType");
  checkOneOf(initParams, initialisations, "initParams");
  return {
    ...options,
    nComponents: checkInteger(options.nComponents ?? 1, 1, "nComponents"),
    covarianceType,
    tol: checkNonNegative(options.tol ?? 1e-3, "tol"),
    regCovar: checkNonNegative(options.regCovar ?? 1e-6, "regCovar"),
    maxIter: checkInteger(options.maxIter ?? 100, 0, "maxIter"),
    nInit: checkInteger(options.nInit ?? 1, 1, "nInit"),
    initParams,
    warmStart: checkType(options.warmStart, "boolean", "warmStart") ?? false,
    // eslint-disable-next-line no-console -- where warnings go unless one says otherwise
    onWarning: checkType(options.onWarning, "function", "onWarning") ?? console.warn,
    seed: checkInteger(options.seed ?? 0, 0, "seed"),
  };
}

/** @throws InvalidArgumentError unless these are K non-negative weights that sum to 1 (within 1e-6) */
export function checkWeights(weights: ArrayLike<number>, K: number, name = "weightsInit"): Float64Array {
  const checked = Float64Array.from(weights ?? []);
  const total = checked.reduce((sum, weight) => sum + weight, 0);
  if (checked.length !== K || checked.some((weight) => !(weight >= 0)) || Math.abs(total - 1) > 1e-6) {
    throw new InvalidArgumentError(
      `${name} must be ${K} non-negative numbers that sum to 1, but it is [${checked.join(", ")}].`,
    );
  }
  return checked;
}

/** @throws ShapeError unless the precisions have the shape that this type of covariance has */
export function checkPrecisions(
  precisions: NestedNumbers | NdArray,
  type: CovarianceType,
  K: number,
  d: number,
): NdArray<Float64Array> {
  return numbersOfShape(
    precisions,
    covarianceShape(type, K, d),
    "precisionsInit",
    ` for ${type} covariances`,
  );
}

export function checkType<Value>(value: Value, type: "boolean" | "function", name: string): Value {
  if (value !== undefined && typeof value !== type) {
    throw new InvalidArgumentError(`${name} must be a ${type}, but it is ${String(value)}.`);
  }
  return value;
}

/** @throws InvalidArgumentError unless the value is one of those allowed */
export function checkOneOf(value: string, allowed: readonly string[], name: string): void {
  if (!allowed.includes(value)) {
    throw new InvalidArgumentError(
      `${name} must be one of ${allowed.join(", ")}, but it is ${String(value)}.`,
    );
  }
}

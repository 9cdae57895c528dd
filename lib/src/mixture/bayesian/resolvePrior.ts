import type { NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import { cholesky } from "../../linear-algebra/index.js";
import { hasFullCovariances, type CovarianceType } from "../MixtureParameters.js";
import { numbersOfShape } from "../numbersOfShape.js";
import type { RowSource } from "../passes/RowSource.js";
import type { Work } from "../Work.js";
import type {
  BayesianGaussianMixtureOptions,
  ResolvedBayesianOptions,
} from "./BayesianGaussianMixtureOptions.js";
import type { BayesianMixturePrior } from "./BayesianMixturePrior.js";
import { dataMoments } from "./dataMoments.js";

/**
 * The prior that the options give, and the data where they leave it open.
 *
 * @param rows some of the source's rows
 * @throws ShapeError if a given prior has not the shape that the data and the type of covariance ask for
 * @throws InvalidArgumentError if it is out of range, SingularCovarianceError if a covariance is not positive definite
 */
export function* resolvePrior(
  source: RowSource,
  rows: NdArray<Float64Array>,
  options: ResolvedBayesianOptions,
): Work<BayesianMixturePrior> {
  const { covarianceType: type, meanPrior, covariancePrior } = options;
  const d = source.size.dimension;
  const degreesOfFreedom = checkDegreesOfFreedom(options.degreesOfFreedomPrior ?? d, d);
  const mean = meanPrior === undefined ? undefined : checkMean(meanPrior, d);
  const covariance = covariancePrior === undefined ? undefined : checkCovariance(covariancePrior, type, d);
  const ofData = mean && covariance ? undefined : yield* dataMoments(source, rows);
  return {
    weightConcentrationType: options.weightConcentrationPriorType,
    weightConcentration: options.weightConcentrationPrior,
    meanPrecision: options.meanPrecisionPrior,
    mean: mean ?? ofData!.mean,
    degreesOfFreedom,
    covariance: covariance ?? ofType(ofData!.covariance, type, d),
  };
}

function checkDegreesOfFreedom(value: number, d: number): number {
  if (value > d - 1) return value;
  throw new InvalidArgumentError(
    `degreesOfFreedomPrior must be above d − 1 = ${d - 1} for data of ${d} columns, but it is ${value}.`,
  );
}

function checkMean(given: ArrayLike<number> | NdArray, d: number): Float64Array {
  const { data } = numbersOfShape(given, [d], "meanPrior", ", one number for each column of X");
  if (data.every(Number.isFinite)) return data;
  throw new InvalidArgumentError(`meanPrior must hold finite numbers, but it is [${data.join(", ")}].`);
}

function checkCovariance(
  given: NonNullable<BayesianGaussianMixtureOptions["covariancePrior"]>,
  type: CovarianceType,
  d: number,
): NdArray<Float64Array> {
  const covariance = numbersOfShape(
    given,
    priorShape(type, d),
    "covariancePrior",
    ` for ${type} covariances`,
  );
  if (hasFullCovariances(type)) cholesky(covariance, "covariancePrior");
  else if (covariance.data.some((variance) => !(variance > 0 && variance < Infinity))) {
    throw new InvalidArgumentError(
      `covariancePrior must hold positive finite variances, but it holds ${covariance.data.join(", ")}.`,
    );
  }
  return covariance;
}

/** The nearest of a type to a covariance `[d, d]`, or to the d variances that are given of it. */
function ofType(covariance: Float64Array, type: CovarianceType, d: number): NdArray<Float64Array> {
  const shape = priorShape(type, d);
  if (type !== "spherical") return { data: covariance, shape };
  return { data: Float64Array.of(covariance.reduce((sum, variance) => sum + variance, 0) / d), shape };
}

function priorShape(type: CovarianceType, d: number): number[] {
  return { full: [d, d], tied: [d, d], diag: [d], spherical: [] }[type];
}

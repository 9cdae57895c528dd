import type { MatrixLike, NdArray } from "../array/index.js";
import { cholesky, inverseFromCholesky } from "../linear-algebra/index.js";
import { InvalidArgumentError, SingularCovarianceError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import { checkRange } from "./checkData.js";
import { checkShape } from "./checkShape.js";
import { checkPrecisions, checkWeights, type ResolvedOptions } from "./GaussianMixtureOptions.js";
import { initialResponsibilities } from "./initialResponsibilities.js";
import { maximization } from "./maximization.js";
import type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";
import { momentsUnder } from "./momentsUnder.js";
import type { Work } from "./Work.js";

/** Where EM starts: what the options give, and the rest from an M step on the first responsibilities. */
export function* initialParameters(
  points: NdArray<Float64Array>,
  options: ResolvedOptions,
  rng: Rng,
): Work<MixtureParameters> {
  const { nComponents: K, covarianceType, regCovar, weightsInit, meansInit, precisionsInit } = options;
  const d = points.shape[1]!;
  const given = {
    ...(weightsInit && { weights: checkWeights(weightsInit, K) }),
    ...(meansInit && { means: checkMeans(meansInit, K, d) }),
    ...(precisionsInit && {
      covariances: invertPrecisions(checkPrecisions(precisionsInit, covarianceType, K, d), covarianceType),
    }),
  };
  const { weights, means, covariances } = given;
  if (weights && means && covariances) return { covarianceType, weights, means, covariances };
  const start = yield* initialResponsibilities(points, K, options.initParams, rng);
  const moments = yield* momentsUnder(points, start.responsibilities, K, covarianceType);
  const estimated = maximization(moments, covarianceType, regCovar);
  return { ...estimated, ...(start.means && { means: start.means }), ...given };
}

function checkMeans(meansInit: MatrixLike, K: number, d: number): NdArray<Float64Array> {
  const means = checkShape(meansInit, [K, d], "meansInit");
  checkRange(means, "meansInit");
  return means;
}

/** Of a precision, so that it has an inverse. */
const smallest = 1e-305;

function invertPrecisions(precisions: NdArray<Float64Array>, type: CovarianceType): NdArray<Float64Array> {
  const { data, shape } = precisions;
  if (type === "diag" || type === "spherical") {
    if (data.some((precision) => !(precision > smallest && precision < 1 / smallest))) {
      throw new InvalidArgumentError(
        `precisionsInit must hold positive numbers from ${smallest} to ${1 / smallest}.`,
      );
    }
    return { data: data.map((precision) => 1 / precision), shape };
  }
  const d = shape.at(-1)!;
  const inverted = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += d * d) {
    inverted.set(invertPrecision(data.subarray(i, i + d * d), d), i);
  }
  return { data: inverted, shape };
}

/** @throws SingularCovarianceError, InvalidArgumentError or NonFiniteError unless it is positive definite, symmetric, finite */
function invertPrecision(data: Float64Array, d: number): Float64Array {
  try {
    return inverseFromCholesky(cholesky({ data, shape: [d, d] }, "precisionsInit")).data;
  } catch (cause) {
    if (!(cause instanceof SingularCovarianceError)) throw cause;
    const matrix = Array.from({ length: d }, (_, i) => `[${data.subarray(i * d, (i + 1) * d).join(", ")}]`);
    throw new SingularCovarianceError(
      `precisionsInit must be positive definite, but it holds ${matrix.join(", ")}.`,
      { cause },
    );
  }
}

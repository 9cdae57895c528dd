import type { NdArray } from "../array/index.js";
import { cholesky, inverseFromCholesky } from "../linear-algebra/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
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
    ...(meansInit && { means: checkShape(meansInit, [K, d], "meansInit") }),
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

function invertPrecisions(precisions: NdArray<Float64Array>, type: CovarianceType): NdArray<Float64Array> {
  const { data, shape } = precisions;
  if (type === "diag" || type === "spherical") {
    if (data.some((precision) => !(precision > 0 && precision < Infinity))) {
      throw new InvalidArgumentError("precisionsInit must hold positive finite numbers.");
    }
    return { data: data.map((precision) => 1 / precision), shape };
  }
  const d = shape.at(-1)!;
  const inverted = new Float64Array(data.length);
  for (let i = 0; i < data.length; i += d * d) {
    const L = cholesky({ data: data.subarray(i, i + d * d), shape: [d, d] }, "precisionsInit");
    inverted.set(inverseFromCholesky(L).data, i);
  }
  return { data: inverted, shape };
}

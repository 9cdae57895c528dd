import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import { logJointOf } from "./expectation.js";
import { checkParameters } from "./checkParameters.js";
import { gaussianComponents } from "./GaussianComponent.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/**
 * ln p(xᵢ, z = k) = ln πₖ + ln N(xᵢ; μₖ, Σₖ) for all data and components, shape `[n, K]`, in nats.
 *
 * @param X data of shape `[n, d]`
 * @throws ShapeError if X has another number of columns than the means, or the parameters do not fit each other
 * @throws InvalidArgumentError if the weights are no probabilities, or these are no parameters
 * @throws SingularCovarianceError if a covariance is not positive definite
 */
export function logJoint(X: MatrixLike, parameters: MixtureParameters): NdArray<Float64Array> {
  checkParameters(parameters);
  const points = asMatrix(X);
  const d = points.shape[1];
  const expected = parameters.means.shape[1]!;
  if (d !== expected)
    throw new ShapeError(`X must have ${expected} columns, as the means do, but it has ${d}.`);
  const components = gaussianComponents(parameters);
  return logJointOf(points, { logWeights: parameters.weights.map(Math.log), components });
}

import { isNdArray, sizeOf, type NdArray } from "../array/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";
import { checkOneOf, checkWeights, covarianceTypes } from "./GaussianMixtureOptions.js";
import { covarianceShape, type MixtureParameters } from "./MixtureParameters.js";

/**
 * For parameters that anybody may have made.
 *
 * @throws ShapeError if their shapes do not fit each other, InvalidArgumentError if the weights are no probabilities or something
 * is missing, NonFiniteError if a number is not finite
 */
export function checkParameters(parameters: MixtureParameters): void {
  const { covarianceType, weights, means, covariances } = parameters ?? {};
  checkOneOf(covarianceType, covarianceTypes, "covarianceType");
  if (!isNdArray(means) || !isNdArray(covariances)) {
    throw new InvalidArgumentError("means and covariances must be arrays with data and shape.");
  }
  const [K, d] = means.shape as [number, number];
  checkNumbers(means, [K, d], "means");
  checkNumbers(covariances, covarianceShape(covarianceType, K, d), "covariances");
  checkWeights(weights, K, "weights");
}

function checkNumbers({ data, shape }: NdArray, expected: readonly number[], name: string): void {
  if (shape.join() !== expected.join() || data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `${name} must have shape [${expected.join(", ")}], but it is [${shape.join(", ")}] with ${data.length} numbers.`,
    );
  }
  const index = data.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) throw new NonFiniteError(`${name} must be finite, but number ${index} is ${data[index]}.`);
}

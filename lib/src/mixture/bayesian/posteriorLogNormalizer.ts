import type { GaussianComponent } from "../GaussianComponent.js";
import { halfLogPrecision } from "../halfLogPrecision.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import { weightsWith } from "./weightsUnder.js";
import { wishartLogNormalizer } from "./wishart.js";

/**
 * The logarithm of what normalises the density of all parameters, weights, means and precisions, but for powers of π that depend on
 * K and d alone.
 *
 * @param components the factors of the covariances
 */
export function posteriorLogNormalizer(
  { weightConcentration, meanPrecision, degreesOfFreedom, means }: BayesianMixtureParameters,
  components: readonly GaussianComponent[],
): number {
  const d = means.shape[1]!;
  return components.reduce((sum, component, k) => {
    const nu = degreesOfFreedom[k]!;
    const halfLogDeterminant = halfLogPrecision(component, d) - (d / 2) * Math.log(nu);
    return sum + wishartLogNormalizer(nu, halfLogDeterminant, d) - (d / 2) * Math.log(meanPrecision[k]!);
  }, weightsWith(weightConcentration).logNormalizer());
}

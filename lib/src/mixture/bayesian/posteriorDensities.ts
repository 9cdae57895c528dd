import { gaussianComponents } from "../GaussianComponent.js";
import type { MixtureDensities } from "../MixtureDensities.js";
import type { BayesianMixtureParameters } from "./BayesianMixtureParameters.js";
import { singularPosteriorRemedy } from "./singularPosteriorRemedy.js";
import { weightsWith } from "./weightsUnder.js";
import { wishartLogDeterminantGap } from "./wishart.js";

/**
 * What the E step evaluates: E[ln πₖ] + E[ln N(x; μₖ, Λₖ⁻¹)] under the variational posterior (Bishop 2006, equations 10.46 and 10.64
 * to 10.66). It is the log-density under the expected precision with another constant.
 *
 * @throws SingularCovarianceError if a covariance is not positive definite; the message names the component
 */
export function posteriorDensities(parameters: BayesianMixtureParameters): MixtureDensities {
  const { meanPrecision, degreesOfFreedom, means } = parameters;
  const d = means.shape[1]!;
  const components = gaussianComponents(parameters, singularPosteriorRemedy).map((component, k) => {
    const uncertainty = wishartLogDeterminantGap(degreesOfFreedom[k]!, d) - d / meanPrecision[k]!;
    return { ...component, logNormalizer: component.logNormalizer + uncertainty / 2 };
  });
  return { logWeights: weightsWith(parameters.weightConcentration).expectedLog(), components };
}

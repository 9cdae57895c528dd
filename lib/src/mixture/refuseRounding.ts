import { SingularCovarianceError } from "../errors/index.js";
import { singularRemedy } from "./GaussianComponent.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/**
 * A standard deviation of a few units in the last place of the mean says that the component sits on one value.
 *
 * @throws SingularCovarianceError if a variance is so small; the message ends with the remedy
 */
export function refuseRounding(
  { covarianceType, means, covariances }: MixtureParameters,
  remedy = singularRemedy,
): void {
  const d = means.shape[1]!;
  means.data.forEach((mean, i) => {
    const [k, j] = [Math.floor(i / d), i % d];
    const index = { full: (k * d + j) * d + j, tied: j * d + j, diag: i, spherical: k }[covarianceType];
    const variance = covariances.data[index]!;
    if (variance <= (8 * Number.EPSILON * mean) ** 2) {
      throw new SingularCovarianceError(
        `Component ${k} has variance ${variance} in dimension ${j}: no more than rounding error. ${remedy}`,
      );
    }
  });
}

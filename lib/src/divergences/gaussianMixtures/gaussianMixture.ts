import {
  DiagonalNormal,
  Mixture,
  MultivariateNormal,
  Normal,
  type Distribution,
} from "../../distributions/index.js";
import { NoClosedFormError } from "../../errors/index.js";

export type Gaussian = DiagonalNormal | MultivariateNormal;

/** One component of a Gaussian mixture, with its log weight. */
export interface WeightedGaussian {
  readonly logWeight: number;
  readonly gaussian: Gaussian;
}

/**
 * The components with any weight of a Gaussian mixture, of one inside another too; a single Gaussian is a mixture of one.
 *
 * @throws NoClosedFormError if a component is not Gaussian
 */
export function gaussianMixture(
  p: Distribution | Distribution<readonly number[]>,
  name: string,
): WeightedGaussian[] {
  if (p instanceof Normal) return [{ logWeight: 0, gaussian: new DiagonalNormal([p.mean], [p.sd]) }];
  if (p instanceof DiagonalNormal || p instanceof MultivariateNormal) return [{ logWeight: 0, gaussian: p }];
  if (!(p instanceof Mixture)) {
    throw new NoClosedFormError(
      `klApproximation is for Gaussians and mixtures of them, but ${name} has the component ${p?.constructor?.name}. ` +
        "Estimate the divergence with klMonteCarlo, or in one dimension compute it with klQuadrature.",
    );
  }
  const { weights, components } = p as Mixture;
  return components.flatMap((component, a) => {
    const weight = weights[a] as number;
    if (weight === 0) return [];
    return gaussianMixture(component, name).map(({ logWeight, gaussian }) => ({
      logWeight: Math.log(weight) + logWeight,
      gaussian,
    }));
  });
}

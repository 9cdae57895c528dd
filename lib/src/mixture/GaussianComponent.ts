import { HALF_LOG_TWO_PI } from "../distributions/index.js";
import { SingularCovarianceError } from "../errors/index.js";
import { factorCovariance } from "./factorCovariance.js";
import { halfLogPrecision } from "./halfLogPrecision.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/**
 * One component, ready to be evaluated: ln N(x) = logNormalizer − ½ |W (x − mean)|², where Σ = L Lᵀ and W = L⁻¹.
 * For a diagonal covariance, `scale` (L) and `whitener` (W) hold only the d diagonal elements.
 */
export interface GaussianComponent {
  readonly mean: Float64Array;
  readonly diagonal: boolean;
  readonly scale: Float64Array;
  readonly whitener: Float64Array;
  readonly logNormalizer: number;
}

/**
 * Factors the covariances of a mixture once, for all evaluations.
 *
 * @param remedy how to get out of a singular component, for messages
 * @param floor what has been added to every variance, if anything
 * @throws SingularCovarianceError if a covariance is not positive definite; the message names the component
 */
export function gaussianComponents(
  { covarianceType, means, covariances }: MixtureParameters,
  remedy = singularRemedy,
  floor = 0,
): GaussianComponent[] {
  const [K, d] = means.shape as [number, number];
  const factors = factorCovariances();
  return Array.from({ length: K }, (_, k) => {
    const { diagonal, scale, whitener } = (factors[k] ?? factors[0])!;
    const logNormalizer = halfLogPrecision({ whitener, diagonal }, d) - d * HALF_LOG_TWO_PI;
    return { mean: means.data.subarray(k * d, (k + 1) * d), diagonal, scale, whitener, logNormalizer };
  });

  function factorCovariances(): Factors[] {
    const { data } = covariances;
    switch (covarianceType) {
      case "full":
        return Array.from({ length: K }, (_, k) =>
          factorFull(data.subarray(k * d * d, (k + 1) * d * d), `Component ${k}'s covariance`),
        );
      case "tied":
        return [factorFull(data, "The tied covariance")];
      case "diag":
        return Array.from({ length: K }, (_, k) =>
          factorDiagonal(data.subarray(k * d, (k + 1) * d), k, remedy),
        );
      case "spherical":
        return Array.from({ length: K }, (_, k) =>
          factorDiagonal(new Float64Array(d).fill(data[k]!), k, remedy),
        );
    }
  }

  function factorFull(covariance: Float64Array, name: string): Factors {
    const factors = factorCovariance(covariance, d, floor);
    if (!factors) throw new SingularCovarianceError(`${name} is not positive definite. ${remedy}`);
    return { diagonal: false, ...factors };
  }
}

type Factors = Pick<GaussianComponent, "diagonal" | "scale" | "whitener">;

/** How to get out of a singular component of a likelihood that is maximised. */
export const singularRemedy =
  "The component has collapsed onto too few or linearly dependent points, where the likelihood is unbounded. " +
  "Increase regCovar, use fewer components or a simpler covarianceType, or start elsewhere (seed, initParams).";

function factorDiagonal(variances: Float64Array, k: number, remedy: string): Factors {
  const j = variances.findIndex((variance) => !(variance > 0));
  if (j >= 0) {
    throw new SingularCovarianceError(
      `Component ${k} has variance ${variances[j]} in dimension ${j}. ${remedy}`,
    );
  }
  const scale = variances.map(Math.sqrt);
  return { diagonal: true, scale, whitener: scale.map((sd) => 1 / sd) };
}

import type { CovarianceType, GaussianMixtureOptions, NestedNumbers } from "kl-to-vae/mixture";

/** A start with equal weights, given means and the same variances in all components. */
export function plainStart(
  covarianceType: CovarianceType,
  means: readonly (readonly number[])[],
  variances: readonly number[] = means[0]!.map(() => 1),
): Required<
  Pick<
    GaussianMixtureOptions,
    "nComponents" | "covarianceType" | "weightsInit" | "meansInit" | "precisionsInit"
  >
> {
  const K = means.length;
  const matrix = variances.map((variance, i) => variances.map((_, j) => (i === j ? 1 / variance : 0)));
  const all = <T>(value: T): T[] => means.map(() => value);
  const precisions: Record<CovarianceType, NestedNumbers> = {
    full: all(matrix),
    tied: matrix,
    diag: all(variances.map((variance) => 1 / variance)),
    spherical: all(variances.length / variances.reduce((sum, variance) => sum + variance, 0)),
  };
  return {
    nComponents: K,
    covarianceType,
    weightsInit: all(1 / K),
    meansInit: means,
    precisionsInit: precisions[covarianceType],
  };
}

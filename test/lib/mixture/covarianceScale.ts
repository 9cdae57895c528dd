import type { NdArray } from "kl-to-vae/array";
import type { CovarianceType } from "kl-to-vae/mixture";

/**
 * What an error in a covariance (or precision) is measured by, so that small columns count as much as large ones: the geometric
 * mean of the two variances, for a variance itself.
 */
export function covarianceScale(
  type: CovarianceType,
  { data, shape }: Pick<NdArray, "data" | "shape">,
): (index: number) => number {
  if (type === "diag" || type === "spherical") return (index) => Math.abs(data[index]!);
  const d = shape.at(-1)!;
  return (index) => {
    const block = Math.floor(index / (d * d)) * d * d;
    const [i, j] = [Math.floor((index - block) / d), index % d];
    return Math.sqrt(data[block + i * d + i]! * data[block + j * d + j]!);
  };
}

import type { NdArray } from "../array/index.js";
import { inverseFromCholesky } from "../linear-algebra/index.js";
import type { GaussianComponent } from "./GaussianComponent.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/** The inverses of the covariances, in the same shape. */
export function precisions(
  { covariances, means }: MixtureParameters,
  components: readonly GaussianComponent[],
): NdArray<Float64Array> {
  const d = means.shape[1]!;
  const { data, shape } = covariances;
  if (components[0]!.diagonal) return { data: data.map((variance) => 1 / variance), shape };
  const inverses = new Float64Array(data.length);
  for (let k = 0; k * d * d < data.length; k++) {
    const inverse = inverseFromCholesky({ data: components[k]!.scale, shape: [d, d] });
    inverses.set(inverse.data, k * d * d);
  }
  return { data: inverses, shape };
}

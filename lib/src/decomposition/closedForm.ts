import type { NdArray } from "../array/index.js";
import type { LinearGaussian } from "./LinearGaussian.js";
import { noNoise } from "./noNoise.js";
import { principalAxes } from "./principalAxes.js";

/**
 * The q-component model of greatest likelihood (Tipping & Bishop 1999, section 3.2): λ the first eigenvalues of the
 * covariance with divisor n, σ² the mean of the d − q others.
 *
 * @throws SingularCovarianceError if nothing varies outside the components, so that σ² would be 0
 */
export function closedForm(points: NdArray<Float64Array>, q: number): LinearGaussian {
  const [n, d] = points.shape as [number, number];
  const { centre, singularValues, directions, resolution } = principalAxes(points, "auto");
  const eigenvalues = singularValues.map((value) => value ** 2 / n);
  const noiseVariance = eigenvalues.slice(q).reduce((sum, value) => sum + value, 0) / (d - q);
  if (noiseVariance <= resolution ** 2 / n) throw noNoise(q);
  return {
    centre,
    components: { data: directions.data.slice(0, q * d), count: q, width: d },
    variances: eigenvalues.slice(0, q).map((value) => Math.max(value, noiseVariance)),
    noiseVariance,
  };
}

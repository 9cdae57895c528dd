import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { ShapeError } from "../errors/index.js";
import { gaussianComponents, type GaussianComponent } from "./GaussianComponent.js";
import type { MixtureParameters } from "./MixtureParameters.js";

/**
 * ln p(xᵢ, z = k) = ln πₖ + ln N(xᵢ; μₖ, Σₖ) for all data and components, shape `[n, K]`, in nats.
 *
 * @param X data of shape `[n, d]`
 * @throws ShapeError if X has another number of columns than the means
 * @throws SingularCovarianceError if a covariance is not positive definite
 */
export function logJoint(X: MatrixLike, parameters: MixtureParameters): NdArray<Float64Array> {
  const points = asMatrix(X);
  const [n, d] = points.shape as [number, number];
  const [K, expected] = parameters.means.shape as [number, number];
  if (d !== expected)
    throw new ShapeError(`X must have ${expected} columns, as the means do, but it has ${d}.`);
  const out = new Float64Array(n * K);
  writeLogJoint(points, parameters.weights, gaussianComponents(parameters), out);
  return { data: out, shape: [n, K] };
}

/** The same for factored components, into a given buffer. */
export function writeLogJoint(
  { data: x, shape }: NdArray<Float64Array>,
  weights: Float64Array,
  components: readonly GaussianComponent[],
  out: Float64Array,
): void {
  const [n, d] = shape as [number, number];
  const K = components.length;
  const difference = new Float64Array(d);
  components.forEach(({ mean, diagonal, whitener, logNormalizer }, k) => {
    const constant = Math.log(weights[k]!) + logNormalizer;
    for (let i = 0; i < n; i++) {
      let squared = 0;
      for (let j = 0; j < d; j++) {
        const centred = x[i * d + j]! - mean[j]!;
        if (diagonal) {
          squared += (centred * whitener[j]!) ** 2;
          continue;
        }
        difference[j] = centred;
        let whitened = 0;
        for (let l = 0, row = j * d; l <= j; l++) whitened += whitener[row + l]! * difference[l]!;
        squared += whitened * whitened;
      }
      out[i * K + k] = constant - 0.5 * squared;
    }
  });
}

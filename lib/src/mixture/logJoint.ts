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
  points: NdArray<Float64Array>,
  weights: Float64Array,
  components: readonly GaussianComponent[],
  out: Float64Array,
): void {
  const n = points.shape[0]!;
  const K = components.length;
  const distances = new Float64Array(n);
  components.forEach((component, k) => {
    if (component.diagonal) diagonalDistances(points, component, distances);
    else triangularDistances(points, component, distances);
    const constant = Math.log(weights[k]!) + component.logNormalizer;
    for (let i = 0; i < n; i++) out[i * K + k] = constant - 0.5 * distances[i]!;
  });
}

/** |W (xᵢ − mean)|² for a diagonal W. */
function diagonalDistances(
  { data: x, shape }: NdArray<Float64Array>,
  { mean, whitener }: GaussianComponent,
  distances: Float64Array,
): void {
  const d = shape[1]!;
  for (let i = 0, row = 0; i < distances.length; i++, row += d) {
    let squared = 0;
    for (let j = 0; j < d; j++) {
      const whitened = (x[row + j]! - mean[j]!) * whitener[j]!;
      squared += whitened * whitened;
    }
    distances[i] = squared;
  }
}

/** |W (xᵢ − mean)|² for a lower triangular W. */
function triangularDistances(
  { data: x, shape }: NdArray<Float64Array>,
  { mean, whitener }: GaussianComponent,
  distances: Float64Array,
): void {
  const d = shape[1]!;
  const difference = new Float64Array(d);
  for (let i = 0, row = 0; i < distances.length; i++, row += d) {
    let squared = 0;
    for (let j = 0, at = 0; j < d; j++, at += d) {
      difference[j] = x[row + j]! - mean[j]!;
      let whitened = 0;
      for (let l = 0; l <= j; l++) whitened += whitener[at + l]! * difference[l]!;
      squared += whitened * whitened;
    }
    distances[i] = squared;
  }
}

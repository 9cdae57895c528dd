import type { NdArray } from "../array/index.js";
import { borrowKernel, returnKernel } from "./kernel/borrowKernel.js";
import type { GaussianKernel } from "./kernel/GaussianKernel.js";
import { chunkRows } from "./kernel/KernelSize.js";
import type { MixtureDensities } from "./MixtureDensities.js";

/** An E step that is looked at row by row. */
export interface Expectation {
  /** p(z = k | xᵢ), `[n, K]`. */
  readonly responsibilities: NdArray<Float64Array>;
  /** ln p(xᵢ), nats. */
  readonly logLikelihoods: Float64Array;
}

/** @throws NonFiniteError if a point is so far from every component that its log-density overflows */
export function expectation(points: NdArray<Float64Array>, densities: MixtureDensities): Expectation {
  const logLikelihoods = new Float64Array(points.shape[0]!);
  const responsibilities = byRow(points, densities, (kernel, n, first) => {
    kernel.expect(n, first);
    logLikelihoods.set(kernel.logLikelihoods.subarray(0, n), first);
  });
  return { responsibilities, logLikelihoods };
}

/** ln p(xᵢ, z = k), `[n, K]`, nats. */
export function logJointOf(
  points: NdArray<Float64Array>,
  densities: MixtureDensities,
): NdArray<Float64Array> {
  return byRow(points, densities, (kernel, n) => kernel.evaluate(n));
}

/** Lets a kernel work on chunk after chunk, and gathers what it writes for each row and component, `[n, K]`. */
function byRow(
  { data, shape }: NdArray<Float64Array>,
  densities: MixtureDensities,
  work: (kernel: GaussianKernel, n: number, first: number) => void,
): NdArray<Float64Array> {
  const [n, d] = shape as [number, number];
  const K = densities.components.length;
  const size = { dimension: d, components: K, full: !densities.components[0]!.diagonal };
  const step = chunkRows(size);
  const out = new Float64Array(n * K);
  const kernel = borrowKernel(size);
  try {
    kernel.clearStatistics();
    kernel.setParameters(densities);
    for (let first = 0; first < n; first += step) {
      const rows = kernel.load(data.subarray(first * d, Math.min(first + step, n) * d));
      work(kernel, rows, first);
      const { responsibilities, stride } = kernel;
      for (let k = 0; k < K; k++) {
        for (let i = 0; i < rows; i++) out[(first + i) * K + k] = responsibilities[k * stride + i]!;
      }
    }
  } finally {
    returnKernel(kernel);
  }
  return { data: out, shape: [n, K] };
}

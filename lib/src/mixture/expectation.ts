import type { NdArray } from "../array/index.js";
import { borrowKernel, returnKernel } from "./kernel/borrowKernel.js";
import type { GaussianKernel } from "./kernel/GaussianKernel.js";
import { chunkRows } from "./kernel/KernelSize.js";
import type { MixtureDensities } from "./MixtureDensities.js";

type ChunkWork = (kernel: GaussianKernel, n: number, first: number) => void;

/** p(z = k | xᵢ), `[n, K]`. @throws NonFiniteError if a point is so far from every component that its log-density overflows */
export function responsibilitiesOf(
  points: NdArray<Float64Array>,
  densities: MixtureDensities,
): NdArray<Float64Array> {
  return byRow(points, densities, (kernel, n, first) => kernel.expect(n, first));
}

/** ln p(xᵢ), nats. @throws NonFiniteError as {@link responsibilitiesOf} does */
export function logLikelihoodsOf(points: NdArray<Float64Array>, densities: MixtureDensities): Float64Array {
  const logLikelihoods = new Float64Array(points.shape[0]!);
  inChunks(points, densities, (kernel, n, first) => {
    kernel.expect(n, first);
    logLikelihoods.set(kernel.logLikelihoods.subarray(0, n), first);
  });
  return logLikelihoods;
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
  points: NdArray<Float64Array>,
  densities: MixtureDensities,
  work: ChunkWork,
): NdArray<Float64Array> {
  const n = points.shape[0]!;
  const K = densities.components.length;
  const data = new Float64Array(n * K);
  inChunks(points, densities, (kernel, rows, first) => {
    work(kernel, rows, first);
    const { responsibilities, stride } = kernel;
    for (let k = 0; k < K; k++) {
      for (let i = 0; i < rows; i++) data[(first + i) * K + k] = responsibilities[k * stride + i]!;
    }
  });
  return { data, shape: [n, K] };
}

function inChunks(
  { data, shape }: NdArray<Float64Array>,
  densities: MixtureDensities,
  work: ChunkWork,
): void {
  const [n, d] = shape as [number, number];
  const { components } = densities;
  const size = { dimension: d, components: components.length, full: !components[0]!.diagonal };
  const step = chunkRows(size);
  const kernel = borrowKernel(size);
  try {
    kernel.clearStatistics();
    kernel.setParameters(densities);
    for (let first = 0; first < n; first += step) {
      work(kernel, kernel.load(data.subarray(first * d, Math.min(first + step, n) * d)), first);
    }
  } finally {
    returnKernel(kernel);
  }
}

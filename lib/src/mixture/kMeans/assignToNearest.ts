import type { NdArray } from "../../array/index.js";
import type { GaussianComponent } from "../GaussianComponent.js";
import { borrowKernel, returnKernel } from "../kernel/borrowKernel.js";
import type { GaussianKernel } from "../kernel/GaussianKernel.js";
import { chunkRows } from "../kernel/KernelSize.js";
import type { Work } from "../Work.js";

/** The nearest centre of each point (the first of equals), and the squared distance to it. */
export interface Assignment {
  readonly labels: Int32Array;
  readonly distances: Float64Array;
}

/**
 * A Gaussian with unit variances and no normaliser has the log-density −½ × squared distance, so that the kernel of the E step
 * finds the distances.
 *
 * @param points shape `[n, d]`
 * @param centers K rows of d
 */
export function* assignToNearest(
  { data, shape }: NdArray<Float64Array>,
  centers: Float64Array,
): Work<Assignment> {
  const [n, d] = shape as [number, number];
  const K = centers.length / d;
  const size = { dimension: d, components: K, full: false };
  const step = chunkRows(size);
  const assignment = { labels: new Int32Array(n), distances: new Float64Array(n) };
  const kernel = borrowKernel(size);
  try {
    const components = Array.from({ length: K }, (_, k) =>
      unitComponent(centers.subarray(k * d, (k + 1) * d)),
    );
    kernel.setParameters({ logWeights: new Float64Array(K), components });
    for (let first = 0; first < n; first += step) {
      const rows = kernel.load(data.subarray(first * d, Math.min(first + step, n) * d));
      kernel.evaluate(rows);
      for (let i = 0; i < rows; i++) assign(first + i, i, kernel, K, assignment);
      yield;
    }
  } finally {
    returnKernel(kernel);
  }
  return assignment;
}

function unitComponent(mean: Float64Array): GaussianComponent {
  const ones = new Float64Array(mean.length).fill(1);
  return { mean, diagonal: true, scale: ones, whitener: ones, logNormalizer: 0 };
}

function assign(
  row: number,
  i: number,
  { responsibilities: logDensities, stride }: GaussianKernel,
  K: number,
  { labels, distances }: Assignment,
): void {
  let nearest = 0;
  let largest = logDensities[i]!;
  for (let k = 1, at = stride + i; k < K; k++, at += stride) {
    if (logDensities[at]! > largest) {
      largest = logDensities[at]!;
      nearest = k;
    }
  }
  labels[row] = nearest;
  distances[row] = -2 * largest;
}

import type { KernelSize } from "../kernel/KernelSize.js";

/** What the M step needs to know of the data: sums over all rows, weighted with the responsibilities r of an E step. */
export interface Moments {
  /** Rows. */
  readonly n: number;
  /** Σᵢ ln p(xᵢ), nats. */
  readonly logLikelihood: number;
  /** −Σᵢₖ r ln r, nats. */
  readonly entropy: number;
  /**
   * Σᵢ r, K numbers; no less than 10 machine epsilons, so that nothing is divided by zero. (scikit-learn adds as much, so that the
   * mean of an empty component goes to 0; here it stays where it was.)
   */
  readonly counts: Float64Array;
  /** Σᵢ r x / count, K rows of d. */
  readonly means: Float64Array;
  /** Σᵢ r (x − mean)(x − mean)ᵀ / count: K matrices `[d, d]`; or only their diagonals, K rows of d. */
  readonly covariances: Float64Array;
}

const smallestCount = 10 * Number.EPSILON;

/** Reads the sums of a kernel, which were taken about `shifts` (K rows of d). */
export function momentsFrom(
  statistics: Float64Array,
  shifts: Float64Array,
  { dimension: d, components: K, full }: KernelSize,
  n: number,
): Moments {
  const counts = statistics.slice(2, 2 + K).map((count) => Math.max(count, smallestCount));
  const first = statistics.subarray(2 + K, 2 + K + K * d);
  const second = statistics.subarray(2 + K + K * d);
  const offsets = first.map((sum, i) => sum / counts[Math.floor(i / d)]!);
  return {
    n,
    logLikelihood: statistics[0]!,
    entropy: statistics[1]!,
    counts,
    means: offsets.map((offset, i) => shifts[i]! + offset),
    covariances: full ? fullCovariances() : second.map((sum, i) => variance(sum, i)),
  };

  function variance(sum: number, i: number): number {
    return sum / counts[Math.floor(i / d)]! - offsets[i]! ** 2;
  }

  function fullCovariances(): Float64Array {
    const padded = d + (d % 2);
    const covariances = new Float64Array(K * d * d);
    for (let k = 0; k < K; k++) {
      for (let i = 0; i < d; i++) {
        for (let j = 0; j <= i; j++) {
          const sum = second[(k * padded + i) * padded + j]!;
          const covariance = sum / counts[k]! - offsets[k * d + i]! * offsets[k * d + j]!;
          covariances[(k * d + i) * d + j] = covariances[(k * d + j) * d + i] = covariance;
        }
      }
    }
    return covariances;
  }
}

/** Beyond so many standard deviations between a shift and the mean, more than a digit of the variance is lost. */
const farthestShift = 4;

/** Whether the moments were taken near enough to the means for the covariances to be exact. */
export function arePrecise(
  moments: Moments,
  shifts: Float64Array,
  { dimension: d, full }: KernelSize,
): boolean {
  const { means, covariances } = moments;
  return means.every((mean, i) => {
    const variance = covariances[full ? i * d + (i % d) : i]!;
    const offset = Math.abs(mean - shifts[i]!);
    return offset * offset <= farthestShift ** 2 * variance || offset <= 8 * Number.EPSILON * Math.abs(mean);
  });
}

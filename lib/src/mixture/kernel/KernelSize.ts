/** What a kernel is laid out for. */
export interface KernelSize {
  /** d. */
  readonly dimension: number;
  /** K. */
  readonly components: number;
  /** Whether covariances are full matrices, or only their diagonals. */
  readonly full: boolean;
}

/** A chunk of about this many doubles stays, with what is worked out beside it, in a processor core's cache. */
const chunkLength = 2 ** 15;

/** The most rows of a chunk: a multiple of 4, since points are worked on four at a time. */
export function chunkRows({ dimension, components }: KernelSize): number {
  const rows = chunkLength / Math.max(dimension, components);
  return Math.min(4096, Math.max(64, 4 * Math.floor(rows / 4)));
}

/** Doubles of the sums: log-likelihood, entropy, K counts, K first moments, K second moments (padded to an even d). */
export function statisticsLength({ dimension: d, components: K, full }: KernelSize): number {
  const padded = d + (d % 2);
  return 2 + K * (1 + d + (full ? padded * padded : d));
}

/** Doubles of all that a kernel holds, and a little more: `lib/assembly/memory.ts` lays it out. */
export function memoryLength(size: KernelSize): number {
  const { dimension: d, components: K } = size;
  const rows = chunkRows(size) + 8;
  return 2 * statisticsLength(size) + rows * (2 * (d + 1) + K + 2) + 2 * 64 * (d + 1) + K * d + 1000;
}

import type { KernelSize } from "../kernel/KernelSize.js";

/** The fewest rows that are worth sums of their own. */
const fewestRows = 4096;
const mostShards = 64;

/**
 * Where the rows are cut into parts that are summed apart: from row bounds[s] to bounds[s + 1]. It depends on the data's size
 * alone, and the parts' sums are added in order, so that the result does not depend on who works out which part.
 */
export function shardBounds(n: number, { dimension, components }: KernelSize): number[] {
  // The sums take components · dimension² numbers: no more than the rows themselves.
  const rows = Math.max(fewestRows, dimension * components, Math.ceil(n / mostShards));
  const shards = Math.max(1, Math.floor(n / rows));
  return Array.from({ length: shards + 1 }, (_, s) => Math.floor((s * n) / shards));
}

/** Adds the sums of a part to those of the parts before. */
export function addSums(total: Float64Array, part: Float64Array): void {
  for (let i = 0; i < part.length; i++) total[i]! += part[i]!;
}

/** Where a run of a generator's Philox blocks begins: block i of it has the counter (block + i, 0, 0, 0), as 64-bit words low first. */
export interface RngBlocks {
  /** The two 32-bit words of the Philox key, low first. */
  readonly key: readonly [number, number];
  /** The number of the first block, a safe integer: the low 64 bits of its counter; the others are 0. */
  readonly block: number;
}

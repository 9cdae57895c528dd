import type { NdArray } from "../../array/index.js";

/** What a checkpoint holds. */
export interface Checkpoint {
  /** Arrays by name, each kept bit for bit. */
  readonly arrays: Readonly<Record<string, NdArray>>;
  /** Plain JSON: null, booleans, numbers (NaN, infinities and −0 too), text, arrays and objects of these. */
  readonly record: unknown;
}

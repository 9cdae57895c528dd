import type { NdArray } from "../array/index.js";
import { fromMlMatrix, toMlMatrix } from "./mlMatrix.js";

/** Aᵀ, of shape `[d, n]`, of a matrix of shape `[n, d]` (a copy). */
export function transpose(a: NdArray): NdArray<Float64Array> {
  return fromMlMatrix(toMlMatrix(a).transpose());
}

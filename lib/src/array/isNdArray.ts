import type { NdArray } from "./ndarray.js";

/** Whether a value is an {@link NdArray} (and not, say, nested arrays). */
export function isNdArray(value: unknown): value is NdArray {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    "data" in value &&
    "shape" in value
  );
}

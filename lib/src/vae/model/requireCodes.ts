import type { NdArray } from "../../array/index.js";
import { ShapeError } from "../../errors/index.js";
import { requireArray } from "../checks/index.js";

/**
 * Codes `[n, latentDim]`; they are no pixels, so that bytes among them are not scaled.
 *
 * @throws InvalidArgumentError, ShapeError unless they are an array of this shape
 */
export function requireCodes(z: NdArray, latentDim: number): NdArray {
  const { data, shape } = requireArray(z, "z");
  if (shape.length !== 2 || shape[1] !== latentDim || data.length === 0) {
    throw new ShapeError(`z must have shape [n, ${latentDim}], but has [${shape.join(", ")}].`);
  }
  return { data: data instanceof Uint8Array ? Float32Array.from(data) : data, shape };
}

import { ShapeError } from "../errors/index.js";
import type { NdArray, NdArrayData } from "./NdArray.js";
import { sizeOf } from "./sizeOf.js";

/**
 * Wraps typed numbers and a shape into an {@link NdArray}, without a copy.
 *
 * @throws ShapeError if a length is not a non-negative integer or the shape does not hold exactly `data.length` elements
 */
export function ndarray<Data extends NdArrayData>(data: Data, shape: readonly number[]): NdArray<Data> {
  if (!shape.every((length) => Number.isInteger(length) && length >= 0)) {
    throw new ShapeError(`A shape holds non-negative integers, but this one is [${shape.join(", ")}].`);
  }
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `Shape [${shape.join(", ")}] needs ${sizeOf(shape)} elements, but the data has ${data.length}.`,
    );
  }
  return { data, shape: [...shape] };
}

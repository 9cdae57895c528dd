import { ShapeError } from "../errors/index.js";
import { sizeOf } from "./sizeOf.js";

/** The element storage of an {@link NdArray}. */
export type NdArrayData = Float32Array | Float64Array | Uint8Array;

/**
 * The one array value of this package: numbers in row-major (C) order with their shape.
 * An array of shape `[n, d]` keeps element (i, j) at `data[i * d + j]`; a scalar has shape `[]`.
 */
export interface NdArray<Data extends NdArrayData = NdArrayData> {
  readonly data: Data;
  readonly shape: readonly number[];
}

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

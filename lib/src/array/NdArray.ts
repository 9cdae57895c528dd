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

import { InvalidArgumentError } from "../errors/index.js";
import { sizeOf } from "./sizeOf.js";
import type { NdArray } from "./ndarray.js";

/**
 * An array with its axes in another order, as NumPy's `transpose`: axis i of the result is axis `axes[i]` of the array.
 *
 * @throws InvalidArgumentError unless `axes` names each axis once
 */
export function permuteAxes(
  { data, shape }: NdArray<Float32Array>,
  axes: readonly number[],
): NdArray<Float32Array> {
  if ([...axes].sort((a, b) => a - b).join() !== shape.map((_, i) => i).join()) {
    throw new InvalidArgumentError(
      `axes is [${axes.join(", ")}], but must name each axis of an array of shape [${shape.join(", ")}] once.`,
    );
  }
  const permuted = axes.map((axis) => shape[axis] as number);
  const strides = axes.map((axis) => sizeOf(shape.slice(axis + 1)));
  const result = new Float32Array(data.length);
  let next = 0;
  const copy = (axis: number, from: number): void => {
    if (axis === axes.length) {
      result[next++] = data[from] as number;
      return;
    }
    const stride = strides[axis] as number;
    const length = permuted[axis] as number;
    if (axis === axes.length - 1) {
      for (let i = 0, at = from; i < length; i++, at += stride) result[next++] = data[at] as number;
      return;
    }
    for (let i = 0; i < length; i++) copy(axis + 1, from + i * stride);
  };
  copy(0, 0);
  return { data: result, shape: permuted };
}

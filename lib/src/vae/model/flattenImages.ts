import { sizeOf, type NdArray } from "../../array/index.js";
import { NonFiniteError, ShapeError } from "../../errors/index.js";
import { requireArray } from "../checks/index.js";

/**
 * Images as rows, `[n, d]`, sharing memory. The images may have the model's shape, the same without or with a channel
 * axis of 1, or be flat where one of the two is.
 *
 * @throws InvalidArgumentError if they are no array of numbers
 * @throws ShapeError if there are none or their shape is another; the message gives both
 */
export function flattenImages(images: NdArray, inputShape: readonly number[], name: string): NdArray {
  const [n = 0, ...shape] = requireArray(images, name).shape;
  const size = sizeOf(inputShape);
  const wanted = `[n, ${inputShape.join(", ")}]`;
  if (n === 0 || images.data.length === 0)
    throw new ShapeError(`${name} must hold at least one image of shape ${wanted}.`);
  const same = withoutOnes(shape) === withoutOnes(inputShape);
  const flat = shape.length === 1 || inputShape.length === 1;
  if (sizeOf(shape) !== size || !(same || flat)) {
    throw new ShapeError(
      `${name} must have shape ${wanted}, but has [${images.shape.join(", ")}]. A single image needs a leading axis of 1.`,
    );
  }
  return { data: images.data, shape: [n, size] };
}

/**
 * Rows `start` to `end` (exclusive) of values `[n, d]` as float32; `Uint8Array` pixels count as 1/255.
 *
 * @throws NonFiniteError if a value is NaN, infinite or too large for float32; the message names its row and column
 */
export function toFloat32(
  { data, shape }: NdArray,
  name: string,
  start = 0,
  end = shape[0] as number,
): Float32Array {
  const size = shape[1] as number;
  const rows = data.subarray(start * size, end * size);
  if (rows instanceof Uint8Array) return Float32Array.from(rows).map((pixel) => pixel / 255);
  const floats = Float32Array.from(rows);
  const bad = floats.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) return floats;
  const row = start + Math.floor(bad / size);
  throw new NonFiniteError(
    `${name} must be finite as float32, but row ${row}, column ${bad % size} is ${rows[bad]}.`,
  );
}

function withoutOnes(shape: readonly number[]): string {
  return shape.filter((length) => length !== 1).join();
}

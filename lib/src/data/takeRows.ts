import { ndarray, sizeOf, type NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";

/**
 * A copy of the rows at these positions along the first axis of an array, in this order; a row may be taken twice.
 *
 * @throws InvalidArgumentError for a position that the array does not have
 */
export function takeRows(array: NdArray, positions: ArrayLike<number>): NdArray {
  const [n = 0, ...rest] = array.shape;
  const size = sizeOf(rest);
  const data = new (array.data.constructor as new (length: number) => typeof array.data)(
    positions.length * size,
  );
  for (let row = 0; row < positions.length; row++) {
    const position = positions[row] as number;
    if (!(Number.isInteger(position) && position >= 0 && position < n)) {
      throw new InvalidArgumentError(`Of ${n} rows, row ${position} was asked for.`);
    }
    data.set(array.data.subarray(position * size, (position + 1) * size), row * size);
  }
  return ndarray(data, [positions.length, ...rest]);
}

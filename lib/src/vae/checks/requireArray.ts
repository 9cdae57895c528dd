import { isNdArray, sizeOf, type NdArray } from "../../array/index.js";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import { describeValue } from "./describeValue.js";

/**
 * The array itself, checked.
 *
 * @throws InvalidArgumentError unless it is an array `{ data, shape }` of one of the three types of numbers
 * @throws ShapeError unless the shape holds exactly the numbers that are there
 */
export function requireArray(value: NdArray, name: string): NdArray {
  // The data of a tensor is a function.
  if (!isNdArray(value) || typeof value.data === "function") {
    throw new InvalidArgumentError(
      `${name} is ${describeValue(value)}, but must be an array { data: new Float32Array(…), shape }.`,
    );
  }
  const { data, shape } = value;
  if (!(data instanceof Float32Array || data instanceof Float64Array || data instanceof Uint8Array)) {
    throw new InvalidArgumentError(
      `The data of ${name} is ${describeData(data)}, but must be a Float32Array, a Float64Array or a Uint8Array.`,
    );
  }
  if (!Array.isArray(shape) || !shape.every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new ShapeError(
      `The shape of ${name} is ${describeValue(shape)}, but must be a list of integers of 0 or more.`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `${name} must hold as many numbers as its shape says, but [${shape.join(", ")}] needs ${sizeOf(shape)}, and ${data.length} are there.`,
    );
  }
  return value;
}

function describeData(data: unknown): string {
  return Array.isArray(data) ? "a plain list" : describeValue(data);
}

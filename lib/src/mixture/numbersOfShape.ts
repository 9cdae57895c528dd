import { isNdArray, sizeOf, type NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";

/** A number, or numbers in any depth of arrays. */
type Nested = number | ArrayLike<number> | readonly Nested[];

/**
 * A copy of numbers that must have a shape, whether they are nested or an array.
 *
 * @param what what messages call them, @param why why they must have this shape
 * @throws ShapeError if they have another shape or are ragged, InvalidArgumentError if something is no number
 */
export function numbersOfShape(
  values: Nested | NdArray,
  shape: readonly number[],
  what: string,
  why = "",
): NdArray<Float64Array> {
  const data = isNdArray(values) ? Float64Array.from(values.data) : Float64Array.from(flatten(values, what));
  const actual = isNdArray(values) ? values.shape : nestedShape(values, what);
  if (actual.join() !== shape.join() || data.length !== sizeOf(shape)) {
    throw new ShapeError(
      `${what} must have shape [${shape.join(", ")}]${why}, but its shape is [${actual.join(", ")}].`,
    );
  }
  return { data, shape: [...shape] };
}

function flatten(values: unknown, what: string): number[] {
  if (typeof values === "number") return [values];
  if (isList(values)) return Array.from(values).flatMap((value) => flatten(value, what));
  throw new InvalidArgumentError(`${what} must hold numbers, but it holds ${String(values)}.`);
}

function nestedShape(values: unknown, what: string): number[] {
  if (!isList(values)) return [];
  const shapes = Array.from(values, (value) => nestedShape(value, what));
  const odd = shapes.findIndex((shape) => shape.join() !== shapes[0]!.join());
  if (odd > 0) {
    throw new ShapeError(
      `${what} is ragged: element 0 has shape [${shapes[0]!.join(", ")}], element ${odd} [${shapes[odd]!.join(", ")}].`,
    );
  }
  return [values.length, ...(shapes[0] ?? [])];
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && "length" in value);
}

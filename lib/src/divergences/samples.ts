import { asMatrix, isNdArray, type MatrixLike, type NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";

/** Samples of numbers: n of them, or an array of shape `[n]`. */
export type NumberSamples = readonly number[] | Float32Array | Float64Array | NdArray;

/** Samples of vectors: n rows of d numbers, or an array of shape `[n, d]`. */
export type VectorSamples = readonly (readonly number[])[] | NdArray;

export type Samples = NumberSamples | VectorSamples;

/** Samples read: the points as a matrix of shape `[n, d]`, and whether they were given as plain numbers. */
export interface ReadSamples {
  readonly points: NdArray<Float64Array>;
  readonly scalar: boolean;
}

/**
 * Reads the samples x and y of two distributions.
 *
 * @throws ShapeError if one is empty or ragged, or they differ in dimension
 * @throws NonFiniteError if a value is NaN or infinite, InvalidArgumentError for what is no array
 */
export function readSamplePair(x: Samples, y: Samples): { readonly x: ReadSamples; readonly y: ReadSamples } {
  const pair = { x: readSamples(x, "x"), y: readSamples(y, "y") };
  if (pair.x.points.shape[1] !== pair.y.points.shape[1] || pair.x.scalar !== pair.y.scalar) {
    throw new ShapeError(
      `x and y must be samples in the same space, but x holds ${describe(pair.x)} and y ${describe(pair.y)}.`,
    );
  }
  return pair;
}

function readSamples(values: Samples, name: string): ReadSamples {
  if (isNdArray(values)) {
    const scalar = values.shape.length === 1;
    const matrix = scalar ? { data: values.data, shape: [values.shape[0] as number, 1] } : values;
    return { points: asMatrix(matrix, name), scalar };
  }
  if (!Array.isArray(values) && !ArrayBuffer.isView(values)) {
    throw new InvalidArgumentError(
      `${name} must be samples: an array of numbers, an array of rows, or an array of shape [n] or [n, d].`,
    );
  }
  if (values.length === 0) throw new ShapeError(`${name} must hold at least one sample, but is empty.`);
  if (typeof values[0] !== "number") return { points: asMatrix(values as MatrixLike, name), scalar: false };
  const odd = Array.prototype.findIndex.call(values, (value) => typeof value !== "number");
  if (odd >= 0)
    throw new ShapeError(`${name} must hold numbers only or rows only, but ${name}[${odd}] is no number.`);
  const data = Float64Array.from(values as ArrayLike<number>);
  return { points: asMatrix({ data, shape: [data.length, 1] }, name), scalar: true };
}

function describe({ points, scalar }: ReadSamples): string {
  return scalar ? "numbers" : `rows of ${points.shape[1]} coordinates`;
}

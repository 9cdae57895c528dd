import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";

/** Data for a fit: at least two rows. */
export function checkTrainingData(X: MatrixLike): NdArray<Float64Array> {
  const points = asMatrix(X);
  if (points.shape[0] === 1) {
    throw new InvalidArgumentError("X needs at least 2 rows, or nothing varies, but it has 1.");
  }
  return points;
}

/** Values with a given number of columns. */
export function checkColumns(X: MatrixLike, d: number, what: string, name = "X"): NdArray<Float64Array> {
  const points = asMatrix(X, name);
  if (points.shape[1] !== d) {
    throw new ShapeError(
      `${name} must have ${d} columns, as many as ${what}, but it has ${points.shape[1]}.`,
    );
  }
  return points;
}

/** @throws InvalidArgumentError unless options is an object, such as { nComponents: 2 } */
export function requireOptions<Options extends object>(options: Options): Options {
  if (typeof options === "object" && options !== null) return options;
  throw new InvalidArgumentError(
    `Options must be an object such as { nComponents: 2 }, but they are ${JSON.stringify(options) ?? String(options)}.`,
  );
}

/** @throws InvalidArgumentError unless value is an integer of at least `least` */
export function checkInteger(value: number, least: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InvalidArgumentError(
      `${name} must be an integer of at least ${least}, but it is ${String(value)}.`,
    );
  }
  return value;
}

/** @throws NonFiniteError if a result has left the range of a double */
export function checkRange(values: Float64Array, what: string): Float64Array {
  if (values.some((value) => !Number.isFinite(value))) {
    throw new NonFiniteError(`${what} left the range of a double. Rescale the data.`);
  }
  return values;
}

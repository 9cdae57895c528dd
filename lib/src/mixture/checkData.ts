import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "../errors/index.js";

/** Squares of larger numbers, summed, may overflow. */
const largestValue = 1e150;

/** Data to fit: at least as many rows as components, of a size that can be squared. */
export function checkTrainingData(X: MatrixLike, components: number, what: string): NdArray<Float64Array> {
  const points = asMatrix(X);
  checkRows(points.shape[0]!, components, what);
  checkRange(points, "X");
  return points;
}

/** @throws InvalidArgumentError if there are fewer rows than components */
export function checkRows(n: number, components: number, what: string): void {
  if (n >= components) return;
  throw new InvalidArgumentError(
    `X needs at least as many rows as ${what}, but it has ${n} and ${what} is ${components}. Use more data or a smaller ${what}.`,
  );
}

/** @throws NonFiniteError if the squares of numbers may overflow */
export function checkRange({ data, shape }: NdArray<Float64Array>, name: string): void {
  let index = 0;
  while (index < data.length && Math.abs(data[index]!) <= largestValue) index++;
  if (index === data.length) return;
  const [row, column] = [Math.floor(index / shape[1]!), index % shape[1]!];
  throw new NonFiniteError(
    `${name} holds numbers beyond ±${largestValue}, whose squares overflow (row ${row}, column ${column}). Rescale its columns.`,
  );
}

/** Data for a fitted model: as many columns as it was fitted on. */
export function checkColumns(X: MatrixLike, d: number): NdArray<Float64Array> {
  const points = asMatrix(X);
  if (points.shape[1] !== d) {
    throw new ShapeError(
      `X must have ${d} columns, as the data of the fit had, but it has ${points.shape[1]}.`,
    );
  }
  return points;
}

/** @throws InvalidArgumentError unless value is an integer of at least `least` */
export function checkInteger(value: number, least: number, name: string): number {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InvalidArgumentError(`${name} must be an integer of at least ${least}, but it is ${value}.`);
  }
  return value;
}

/** @throws InvalidArgumentError unless value is a finite number ≥ 0 */
export function checkNonNegative(value: number, name: string): number {
  if (!Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError(`${name} must be a finite number of at least 0, but it is ${value}.`);
  }
  return value;
}

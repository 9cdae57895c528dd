import { asMatrix, type MatrixLike, type NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";

/** How far (relative to the largest entry) a matrix may be from its transpose and still count as symmetric. */
const symmetryTolerance = 1e-8;

/**
 * Reads a square symmetric matrix; entries across the diagonal are averaged, so that the result is symmetric to the bit.
 *
 * @throws ShapeError if it is not square, NonFiniteError if an entry is not finite
 * @throws InvalidArgumentError if it differs from its transpose by more than 1e-8 of its largest entry
 */
export function checkSymmetric(matrix: MatrixLike, name: string): NdArray<Float64Array> {
  const { data, shape } = asMatrix(matrix, name);
  const [d, columns] = shape as [number, number];
  if (d !== columns) throw new ShapeError(`${name} must be square, but its shape is [${d}, ${columns}].`);
  const tolerance =
    symmetryTolerance * data.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
  const symmetric = Float64Array.from(data);
  for (let i = 0; i < d; i++) {
    for (let j = 0; j < i; j++) {
      const lower = data[i * d + j] as number;
      const upper = data[j * d + i] as number;
      if (Math.abs(lower - upper) > tolerance) {
        throw new InvalidArgumentError(
          `${name} must be symmetric, but entry (${i}, ${j}) is ${lower} and entry (${j}, ${i}) is ${upper}.`,
        );
      }
      symmetric[i * d + j] = symmetric[j * d + i] = lower / 2 + upper / 2;
    }
  }
  return { data: symmetric, shape: [d, d] };
}

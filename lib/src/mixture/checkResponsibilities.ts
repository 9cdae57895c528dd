import type { MatrixLike } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { checkShape } from "./checkShape.js";

/**
 * A copy of responsibilities, row by row.
 *
 * @param name what messages call them
 * @throws ShapeError unless these are n rows of K numbers
 * @throws NonFiniteError if a number is not finite
 * @throws InvalidArgumentError unless each row is non-negative and sums to 1 (within 1e-6)
 */
export function checkResponsibilities(given: MatrixLike, n: number, K: number, name: string): Float64Array {
  const { data } = checkShape(given, [n, K], name);
  for (let i = 0; i < n; i++) {
    const row = data.subarray(i * K, (i + 1) * K);
    const total = row.reduce((sum, value) => sum + value, 0);
    if (row.some((value) => value < 0) || Math.abs(total - 1) > 1e-6) {
      throw new InvalidArgumentError(
        `Each row of ${name} must be non-negative and sum to 1, but row ${i} is [${row.join(", ")}].`,
      );
    }
  }
  return data;
}

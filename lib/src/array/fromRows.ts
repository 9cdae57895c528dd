import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import type { NdArray } from "./ndarray.js";

/**
 * Copies rows of equal length into a Float64 array of shape `[n, d]`.
 *
 * @throws ShapeError if there are no rows, a row is empty, or the rows differ in length (the message names the row)
 * @throws InvalidArgumentError if a value is no number
 */
export function fromRows(rows: readonly (readonly number[])[]): NdArray<Float64Array> {
  const width = rows[0]?.length ?? 0;
  if (width === 0) throw new ShapeError("Expected at least one row with at least one column, but got none.");
  const data = new Float64Array(rows.length * width);
  rows.forEach((row, i) => {
    if (row.length !== width) {
      throw new ShapeError(
        `Rows must have equal length: row 0 has ${width} columns, row ${i} has ${row.length}.`,
      );
    }
    const odd = row.findIndex((value) => typeof value !== "number");
    if (odd >= 0) {
      throw new InvalidArgumentError(
        `Rows must hold numbers, but row ${i}, column ${odd} is ${String(row[odd])}.`,
      );
    }
    data.set(row, i * width);
  });
  return { data, shape: [rows.length, width] };
}

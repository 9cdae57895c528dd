import { ShapeError } from "../errors/index.js";
import type { NdArray } from "./ndarray.js";

/**
 * Copies rows of equal length into a Float64 array of shape `[n, d]`.
 *
 * @throws ShapeError if there are no rows, a row is empty, or the rows differ in length (the message names the row)
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
    data.set(row, i * width);
  });
  return { data, shape: [rows.length, width] };
}

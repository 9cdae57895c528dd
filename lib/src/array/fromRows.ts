import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import type { NdArray } from "./ndarray.js";

/**
 * Copies rows of equal length into a Float64 array of shape `[n, d]`.
 *
 * @param name what messages call the rows together
 * @throws ShapeError if there are no rows, a row is empty, or the rows differ in length (the message names the row)
 * @throws InvalidArgumentError if these are no rows, or a value is no number
 */
export function fromRows(rows: readonly (readonly number[])[], name?: string): NdArray<Float64Array> {
  const all = name === undefined ? "Rows" : `The rows of ${name}`;
  if (!Array.isArray(rows)) {
    throw new InvalidArgumentError(
      `${name ?? "Rows"} must be an array of rows of numbers, or an array with data and shape, but got ${describe(rows)}.`,
    );
  }
  const width = checkRow(0).length;
  const data = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = checkRow(i);
    if (row.length !== width) {
      throw new ShapeError(
        `${all} must have equal length: row 0 has ${width} columns, row ${i} has ${row.length}.`,
      );
    }
    const odd = row.findIndex((value) => typeof value !== "number");
    if (odd >= 0) {
      throw new InvalidArgumentError(
        `${all} must hold numbers, but row ${i}, column ${odd} is ${String(row[odd])}.`,
      );
    }
    data.set(row, i * width);
  }
  return { data, shape: [rows.length, width] };

  function checkRow(i: number): readonly number[] {
    const row: unknown = rows[i];
    if (rows.length === 0 || (Array.isArray(row) && row.length === 0)) {
      throw new ShapeError(
        `Expected at least one row with at least one column, but got ${rows.length === 0 ? "none" : `row ${i} without columns`}.`,
      );
    }
    if (Array.isArray(row)) return row as readonly number[];
    throw new InvalidArgumentError(`${all} must be arrays of numbers, but row ${i} is ${describe(row)}.`);
  }
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object")
    return typeof value === "string" ? "a string" : String(value);
  return `an object of class ${value.constructor?.name ?? "Object"}`;
}

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
  if (rows.length === 0) throw new ShapeError(`${all} are none, but at least one row is needed.`);
  const width = checkRow(0).length;
  const data = new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = checkRow(i);
    if (row.length !== width) {
      throw new ShapeError(
        `${all} must have equal length: row 0 has ${width} columns, row ${i} has ${row.length}.`,
      );
    }
    for (let j = 0; j < width; j++) {
      if (typeof row[j] !== "number") {
        throw new InvalidArgumentError(
          `${all} must hold numbers, but row ${i}, column ${j} is ${String(row[j])}.`,
        );
      }
      data[i * width + j] = row[j] as number;
    }
  }
  return { data, shape: [rows.length, width] };

  function checkRow(i: number): ArrayLike<number> {
    const row: unknown = rows[i];
    if (!isList(row)) {
      throw new InvalidArgumentError(`${all} must be arrays of numbers, but row ${i} is ${describe(row)}.`);
    }
    if (row.length > 0) return row;
    throw new ShapeError(`${all} need at least one column, but row ${i} has none.`);
  }
}

/** Typed arrays are rows, too. */
function isList(row: unknown): row is ArrayLike<number> {
  return Array.isArray(row) || (ArrayBuffer.isView(row) && "length" in row);
}

function describe(value: unknown): string {
  if (value === null || typeof value !== "object")
    return typeof value === "string" ? "a string" : String(value);
  return `an object of class ${value.constructor?.name ?? "Object"}`;
}

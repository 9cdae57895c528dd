import { InvalidArgumentError } from "../errors/index.js";

/** A table of plain values, as text. */
export interface CsvTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/**
 * Reads comma-separated values with a header line and no quoting, as the data files of this package are.
 *
 * @throws InvalidArgumentError if a row has another number of values than the header
 */
export function parseCsv(text: string): CsvTable {
  const [header = [], ...rows] = text
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(","));
  rows.forEach((row, i) => {
    if (row.length !== header.length) {
      throw new InvalidArgumentError(
        `Line ${i + 2} of the table has ${row.length} values, but its header names ${header.length}.`,
      );
    }
  });
  return { columns: header, rows };
}

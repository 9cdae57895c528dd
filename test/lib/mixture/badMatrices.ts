import type { MatrixLike } from "kl-to-vae/array";
import { InvalidArgumentError, KlToVaeError, NonFiniteError, ShapeError } from "kl-to-vae/errors";

/** One of the library's error classes. */
export type ErrorClass = new (...args: never[]) => KlToVaeError;

/** What is no data matrix, the error that it must be refused with, and words of its message. */
export const badMatrices: { name: string; X: MatrixLike; type: ErrorClass; message: RegExp }[] = [
  bad("NaN", [[1], [Number.NaN], [2]], NonFiniteError, /row 1, column 0 is NaN/),
  bad("infinities", [[1], [2], [Infinity]], NonFiniteError, /row 2, column 0 is Infinity/),
  bad("negative infinities", [[-Infinity], [2], [1]], NonFiniteError, /row 0, column 0 is -Infinity/),
  bad("ragged rows", [[1], [2, 3], [4]], ShapeError, /row 1 has 2/),
  bad("no rows", [], ShapeError, /at least one row/),
  bad("rows without columns", [[], [], []], ShapeError, /at least one column/),
  bad("null", null, KlToVaeError, /./),
  bad("undefined", undefined, KlToVaeError, /./),
  bad("a number", 3, KlToVaeError, /./),
  bad("a string", "1,2,3", KlToVaeError, /./),
  bad("numbers instead of rows", [1, 2, 3], KlToVaeError, /./),
  bad("a row that is null", [[1], null, [2]], KlToVaeError, /row 1/i),
  bad("a row that is missing", sparse(), KlToVaeError, /row 1/i),
  bad("null in a row", [[1], [null], [2]], InvalidArgumentError, /row 1, column 0 is null/),
  bad("undefined in a row", [[1], [undefined], [2]], InvalidArgumentError, /row 1, column 0 is undefined/),
  bad("strings in a row", [["1"], ["2"], ["3"]], InvalidArgumentError, /row 0, column 0 is 1/),
  bad("big integers in a row", [[1n], [2n], [3n]], InvalidArgumentError, /row 0, column 0 is 1/),
  bad(
    "holes in a row",
    [[1], new Array<number>(1), [2]],
    InvalidArgumentError,
    /row 1, column 0 is undefined/,
  ),
  bad("an array of one dimension", array([1, 2, 3], [3]), ShapeError, /shape \[n, d\].*\[3\]/),
  bad("an array of three dimensions", array([1, 2, 3], [3, 1, 1]), ShapeError, /\[3, 1, 1\]/),
  bad("an empty array", array([], [0, 1]), ShapeError, /non-empty/),
  bad("an array with too few elements", array([1, 2, 3], [4, 1]), ShapeError, /needs 4 elements.*3/),
  bad("an array with NaN", array([1, Number.NaN, 3], [3, 1]), NonFiniteError, /row 1, column 0/),
];

function bad(name: string, X: unknown, type: ErrorClass, message: RegExp): (typeof badMatrices)[number] {
  return { name, X: X as MatrixLike, type, message };
}

function array(values: number[], shape: number[]): unknown {
  return { data: Float64Array.from(values), shape };
}

function sparse(): number[][] {
  const rows = [[1]];
  rows[2] = [2];
  return rows;
}

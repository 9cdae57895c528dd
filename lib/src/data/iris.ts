import { readFileSync } from "node:fs";
import { fromRows, ndarray, type NdArray } from "../array/index.js";
import { dataFile } from "./dataFile.js";
import { parseCsv } from "./parseCsv.js";

/** What {@link iris} gives. */
export interface Iris {
  /** `[150, 4]`, in centimetres. */
  readonly features: NdArray;
  /** `[150]`: an index into `names`. */
  readonly labels: NdArray;
  /** The three species. */
  readonly names: readonly string[];
  /** `["sepal_length", "sepal_width", "petal_length", "petal_width"]` */
  readonly columns: readonly string[];
}

/** Fisher's (1936) measurements of 150 irises of three species, his own table (not the UCI copy, which has two rows wrong). */
export function iris(): Iris {
  const { columns, rows } = parseCsv(readFileSync(dataFile("iris.csv"), "utf8"));
  const species = rows.map((row) => row.at(-1) as string);
  const names = [...new Set(species)];
  return {
    features: fromRows(rows.map((row) => row.slice(0, -1).map(Number))),
    labels: ndarray(
      Uint8Array.from(species, (name) => names.indexOf(name)),
      [rows.length],
    ),
    names,
    columns: columns.slice(0, -1),
  };
}

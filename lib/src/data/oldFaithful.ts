import { readFileSync } from "node:fs";
import { fromRows, type NdArray } from "../array/index.js";
import { dataFile } from "./dataFile.js";
import { parseCsv } from "./parseCsv.js";

/** What {@link oldFaithful} gives. */
export interface OldFaithful {
  /** `[272, 2]`: duration of an eruption and waiting time until the next one, both in minutes. */
  readonly features: NdArray;
  /** `["eruptions", "waiting"]` */
  readonly columns: readonly string[];
}

/** Eruptions of the Old Faithful geyser in Yellowstone National Park (Azzalini & Bowman 1990; R's `faithful`). */
export function oldFaithful(): OldFaithful {
  const { columns, rows } = parseCsv(readFileSync(dataFile("old-faithful.csv"), "utf8"));
  return { features: fromRows(rows.map((row) => row.map(Number))), columns };
}

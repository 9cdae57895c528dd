import { readdirSync } from "node:fs";
import { join } from "node:path";
import { notebooksDirectory } from "./setup/paths.mjs";

/** The notebooks of the series in reading order. */
export function seriesNotebooks(): string[] {
  return readdirSync(notebooksDirectory)
    .filter((name) => name.endsWith(".ipynb"))
    .sort()
    .map((name) => join(notebooksDirectory, name));
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a notebook of code cells; a cell is its source, or its source and its tags. */
export function notebookFile(
  folder: string,
  name: string,
  cells: readonly (string | [string, string[]])[],
): string {
  const path = join(folder, `${name}.ipynb`);
  const codeCells = cells.map((cell) => {
    const [source, tags] = typeof cell === "string" ? [cell, []] : cell;
    return { cell_type: "code", metadata: { tags }, source, outputs: [], execution_count: null };
  });
  writeFileSync(path, JSON.stringify({ nbformat: 4, nbformat_minor: 4, metadata: {}, cells: codeCells }));
  return path;
}

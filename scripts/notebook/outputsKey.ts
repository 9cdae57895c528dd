import { createHash } from "node:crypto";
import type { Notebook } from "./nbformat.js";

/** What the outputs in a notebook were made with; kept in the notebook's metadata under `kl_to_vae`. */
export interface OutputsKey {
  /** A checksum of the cells' kinds, tags and sources. */
  readonly cells: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly digits: string;
}

/** The checksum of what a notebook's outputs depend on, apart from parameters and data. */
export function cellsChecksum({ cells }: Notebook): string {
  const hash = createHash("sha256");
  for (const { cell_type, source, metadata } of cells) {
    if (cell_type === "code") hash.update(JSON.stringify([metadata["tags"] ?? [], source]));
  }
  return hash.digest("hex");
}

/** Why the outputs of a notebook are not those of its cells, or undefined where they are (or where it has none). */
export function staleness(notebook: Notebook): string | undefined {
  const hasOutputs = notebook.cells.some((cell) => cell.cell_type === "code" && cell.outputs.length > 0);
  if (!hasOutputs) return undefined;
  const key = notebook.metadata["kl_to_vae"] as OutputsKey | undefined;
  if (key === undefined) return "its outputs were not made by `npm run notebooks`";
  return key.cells === cellsChecksum(notebook)
    ? undefined
    : "its code cells have changed since its outputs were made";
}

import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import type { Cell, Notebook, Output } from "./nbformat.js";
import { NotebookError } from "./NotebookError.js";

/** Writes a notebook as Jupyter does (nbformat 4.5, sorted keys, text as lists of lines), all of it or nothing. */
export async function writeNotebook(path: string, notebook: Notebook): Promise<void> {
  try {
    mkdirSync(dirname(path), { recursive: true });
    await writeFileAtomic(path, serializeNotebook(notebook));
  } catch (error) {
    throw new NotebookError(
      `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

export function serializeNotebook(notebook: Notebook): string {
  const cells = withIds(notebook.cells).map((cell) => ({
    ...cell,
    source: lines(cell.source),
    ...(cell.cell_type === "code" ? { outputs: cell.outputs.map(outputForm) } : {}),
  }));
  const nbformat_minor = Math.max(notebook.nbformat_minor, 5);
  return `${JSON.stringify(sortKeys({ ...notebook, cells, nbformat_minor }), null, 1)}\n`;
}

/** nbformat 4.5 wants an id for each cell; one that depends on the place alone keeps copies alike. */
function withIds(cells: readonly Cell[]): Cell[] {
  const taken = new Set(cells.map((cell) => cell.id));
  return cells.map((cell, i) => {
    if (cell.id !== undefined) return cell;
    let id = `cell-${i + 1}`;
    while (taken.has(id)) id += "-new";
    return { ...cell, id };
  });
}

function outputForm(output: Output): unknown {
  if (output.output_type === "stream") return { ...output, text: lines(output.text) };
  if (output.output_type === "error") return output;
  const data = Object.entries(output.data).map(([type, value]) => [
    type,
    isText(type, value) ? lines(value) : value,
  ]);
  return { ...output, data: Object.fromEntries(data) as unknown };
}

function isText(type: string, value: unknown): value is string {
  return typeof value === "string" && (type.startsWith("text/") || type === "image/svg+xml");
}

function lines(text: string): string[] {
  return text.split(/(?<=\n)/).filter((line) => line !== "");
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sortKeys(inner)]));
}

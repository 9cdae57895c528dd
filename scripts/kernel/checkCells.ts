import { readNotebook } from "../notebook/readNotebook.js";
import { loadTslab } from "./loadTslab.mjs";
import { dirname, resolve } from "node:path";

/** What the kernel's compiler has against a cell. All positions are counted from 1. */
export interface CellDiagnostic {
  /** The cell's place among all cells of the notebook. */
  cell: number;
  line: number;
  column: number;
  message: string;
}

/**
 * Type-checks a notebook's code cells in order, as the kernel would, without running them. A cell with an error declares
 * nothing for the cells behind it, as in the kernel.
 */
export async function checkNotebook(path: string): Promise<CellDiagnostic[]> {
  const { cells } = readNotebook(path);
  const { converter } = loadTslab();
  const folder = process.cwd();
  // tslab resolves imports from the working directory at the time it is made: in the kernel, the notebook's folder.
  process.chdir(dirname(resolve(path)));
  const compiler = converter.createConverter();
  try {
    let declared = "";
    return await Promise.resolve(
      cells.flatMap((cell, i) => {
        if (cell.cell_type !== "code") return [];
        const { diagnostics, declOutput } = compiler.convert(declared, cell.source);
        if (diagnostics.length === 0) declared = declOutput ?? "";
        return diagnostics.map(({ start, messageText }) => ({
          cell: i + 1,
          line: start.line + 1,
          column: start.character + 1,
          message: messageText,
        }));
      }),
    );
  } finally {
    compiler.close();
    process.chdir(folder);
  }
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Failure } from "../../../scripts/notebook/Failure.js";
import type { Notebook, Output } from "../../../scripts/notebook/nbformat.js";
import { readNotebook } from "../../../scripts/notebook/readNotebook.js";
import { runNotebook, type RunOptions } from "../../../scripts/notebook/runNotebook.js";
import { notebookFile } from "./notebookFile.js";

/** The executed copy of a notebook with a cell at fault. */
export interface FaultCopy {
  copy: Notebook;
  /** The process id of the kernel. */
  kernel: number;
  /** What the cell at fault printed, both streams together. */
  printed: string;
  /** The errors in the outputs of the cell at fault. */
  errors: { name: string; message: string }[];
}

export interface FaultRun extends FaultCopy {
  failed: Failure | undefined;
  isOriginalUntouched: boolean;
}

/** Writes a notebook whose first cell tells the kernel's process id, whose second is at fault, and which has a third. */
export function faultyNotebook(folder: string, name: string, fault: string): string {
  return notebookFile(folder, name, ["process.pid", fault, "2 + 2"]);
}

export async function runFault(
  folder: string,
  name: string,
  fault: string,
  options: RunOptions = {},
): Promise<FaultRun> {
  const path = faultyNotebook(folder, name, fault);
  const before = readFileSync(path);
  const output = join(folder, `${name}.out.ipynb`);
  const { failed } = await runNotebook(path, { output, ...options });
  return { failed, isOriginalUntouched: readFileSync(path).equals(before), ...readCopy(output) };
}

/** Reads the executed copy of a notebook that `faultyNotebook` wrote. */
export function readCopy(path: string): FaultCopy {
  const copy = readNotebook(path);
  const outputs = outputsOf(copy, 1);
  const errors = outputs.flatMap((output) =>
    output.output_type === "error" ? [{ name: output.ename, message: output.evalue }] : [],
  );
  const kernel = Number.parseInt(textOf(outputsOf(copy, 0)), 10);
  return { copy, kernel, printed: textOf(outputs), errors };
}

function outputsOf({ cells }: Notebook, index: number): readonly Output[] {
  const cell = cells[index];
  return cell?.cell_type === "code" ? cell.outputs : [];
}

function textOf(outputs: readonly Output[]): string {
  return outputs.map((output) => (output.output_type === "stream" ? output.text : "")).join("");
}

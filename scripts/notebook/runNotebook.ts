import { basename, dirname, join, resolve } from "node:path";
import { KERNEL_NAME, kernelspec } from "../kernel/kernelspec.mjs";
import { executedDirectory } from "../setup/paths.mjs";
import { checkWritable } from "./checkWritable.js";
import type { Failure } from "./Failure.js";
import type { ParameterValue } from "./injectParameters.js";
import { KernelClient } from "./KernelClient.js";
import { KernelDiedError } from "./KernelDiedError.js";
import { hasTag, type CodeCell, type Notebook } from "./nbformat.js";
import { NotebookError } from "./NotebookError.js";
import { OutputCollector } from "./OutputCollector.js";
import { cellTitle, type OnProgress } from "./progress.js";
import { readNotebook } from "./readNotebook.js";
import { runCell, type CellProblem } from "./runCell.js";
import { writeNotebook } from "./writeNotebook.js";

export interface RunOptions {
  /** Where the executed copy goes. Default: `build/notebooks/`, under the same name. */
  output?: string;
  /** Values for variables of the cell tagged `parameters`; strings are read in the variable's type. */
  parameters?: Readonly<Record<string, ParameterValue>>;
  /** Default: 600. */
  cellTimeoutSeconds?: number;
  onProgress?: OnProgress;
  /** The command that starts the kernel, with `{connection_file}`. Default: this project's kernel. */
  kernel?: readonly string[];
  /** How long the kernel may take until it answers. Default: 60. */
  startTimeoutSeconds?: number;
  /** Aborting it kills the kernel; nothing is written then. */
  signal?: AbortSignal;
  /** Default: the notebook's folder. */
  workingDirectory?: string;
}

export interface RunResult {
  notebook: Notebook;
  /** The path of the executed copy. */
  output: string;
  failed?: Failure;
  seconds: number;
}

/**
 * Runs a notebook from top to bottom in a fresh kernel and writes the executed copy, also where a cell fails.
 * Throws a `NotebookError` where the notebook or a parameter is not as it must be, before any kernel starts.
 */
export async function runNotebook(path: string, options: RunOptions = {}): Promise<RunResult> {
  const start = performance.now();
  const { output = join(executedDirectory, basename(path)), parameters = {}, signal } = options;
  signal?.throwIfAborted();
  const notebook = await withParameters(readNotebook(path), parameters);
  if (!notebook.cells.some((cell) => cell.cell_type === "code")) {
    throw new NotebookError(`${path} has no code cells: there is nothing to run.`);
  }
  checkWritable(output);
  clearOutputs(notebook);
  const failed = hasCellsToRun(notebook) ? await runInKernel(notebook, path, options) : undefined;
  signal?.throwIfAborted();
  await writeNotebook(output, notebook);
  return { notebook, output, ...(failed ? { failed } : {}), seconds: (performance.now() - start) / 1000 };
}

/** Reading types takes the TypeScript compiler, which is loaded only where there is something to read. */
async function withParameters(
  notebook: Notebook,
  values: Readonly<Record<string, ParameterValue>>,
): Promise<Notebook> {
  if (Object.keys(values).length === 0) return notebook;
  const { injectParameters } = await import("./injectParameters.js");
  return injectParameters(notebook, values);
}

async function runInKernel(
  notebook: Notebook,
  path: string,
  options: RunOptions,
): Promise<Failure | undefined> {
  const { kernel: argv, startTimeoutSeconds, signal, workingDirectory = dirname(resolve(path)) } = options;
  const kernel = await startKernel({
    workingDirectory,
    ...(argv ? { argv } : {}),
    ...(startTimeoutSeconds === undefined ? {} : { startTimeoutSeconds }),
    ...(signal ? { signal } : {}),
  });
  const stop = (): void => kernel.close();
  signal?.addEventListener("abort", stop);
  try {
    const failed = await runCells(notebook, kernel, options);
    describeKernel(notebook, kernel);
    return failed;
  } finally {
    signal?.removeEventListener("abort", stop);
    await kernel.shutDown();
  }
}

async function startKernel(options: Parameters<typeof KernelClient.start>[0]): Promise<KernelClient> {
  try {
    return await KernelClient.start(options);
  } catch (error) {
    if (!(error instanceof KernelDiedError)) throw error;
    throw new NotebookError(`The kernel ${error.message}`);
  }
}

async function runCells(
  notebook: Notebook,
  kernel: KernelClient,
  options: RunOptions,
): Promise<Failure | undefined> {
  const { cellTimeoutSeconds: limitSeconds = 600, onProgress = () => undefined } = options;
  const of = notebook.cells.length;
  let current = 0;
  const collector = new OutputCollector((text) => onProgress({ type: "output", cell: current, text }));
  kernel.onOutput = (message) => collector.accept(message);
  for (const [i, cell] of notebook.cells.entries()) {
    if (!isToRun(cell)) continue;
    options.signal?.throwIfAborted();
    current = i + 1;
    const title = cellTitle(cell.source);
    onProgress({ type: "cell-start", cell: current, of, title });
    const start = performance.now();
    const errorAllowed = hasTag(cell, "raises-exception");
    const request = kernel.execute(cell.source, { stopOnError: !errorAllowed });
    collector.expect(request.id, cell);
    const problem = await runCell(kernel, request, { label: `cell ${current} ("${title}")`, limitSeconds });
    const failed = problem !== undefined && (problem.fatal || !errorAllowed);
    const result = failed ? "failed" : problem ? "error allowed" : "ok";
    onProgress({
      type: "cell-end",
      cell: current,
      of,
      title,
      seconds: (performance.now() - start) / 1000,
      result,
    });
    if (failed) return recordFailure(cell, current, problem);
  }
  return undefined;
}

/** What only the runner knows of (time, death) goes into the copy as well. */
function recordFailure(
  cell: CodeCell,
  number: number,
  { ename, evalue, traceback, fatal }: CellProblem,
): Failure {
  if (fatal) cell.outputs.push({ output_type: "error", ename, evalue, traceback });
  const line = /^(?:line |cell \[\d+\], line )(\d+)/.exec(traceback[1] ?? "")?.[1];
  const failure = { cell: number, source: cell.source, name: ename, message: evalue, traceback };
  return line === undefined ? failure : { ...failure, line: Number(line) };
}

function isToRun(cell: Notebook["cells"][number]): cell is CodeCell {
  return cell.cell_type === "code" && cell.source.trim() !== "" && !hasTag(cell, "skip-execution");
}

function hasCellsToRun({ cells }: Notebook): boolean {
  return cells.some(isToRun);
}

/** A cell that is skipped keeps what it has: the cached result of something long. */
function clearOutputs({ cells }: Notebook): void {
  for (const cell of cells) {
    if (cell.cell_type !== "code" || hasTag(cell, "skip-execution")) continue;
    cell.outputs = [];
    cell.execution_count = null;
  }
}

function describeKernel(notebook: Notebook, kernel: KernelClient): void {
  const { display_name, language } = kernelspec();
  notebook.metadata.kernelspec = { display_name, language, name: KERNEL_NAME };
  const info = kernel.info.language_info;
  if (typeof info === "object" && info !== null) notebook.metadata.language_info = { ...info };
}

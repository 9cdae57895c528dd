import { inspect } from "node:util";
import { projectRoot } from "../setup/paths.mjs";
import { CellSources } from "./CellSources.mjs";
import { KeyboardInterrupt } from "./Interrupts.mjs";

/**
 * @typedef {{ ename: string, evalue: string, traceback: string[] }} CellError Jupyter's fields of an error
 * @typedef {import("tslab/dist/converter.js").Diagnostic} Diagnostic
 */

/** Frames that belong to Node, to tslab or to this launcher say nothing to the reader of a notebook. */
const OUR_FRAMES = /node:|[\\/]node_modules[\\/]tslab[\\/]|[\\/]scripts[\\/]kernel[\\/]|<anonymous>:\d/;

/**
 * What a cell threw, whatever it was, in Jupyter's form.
 * @param {unknown} thrown
 * @param {CellSources} sources
 * @returns {CellError}
 */
export function describeThrown(thrown, sources) {
  try {
    const error = asInterrupt(thrown);
    return error instanceof Error ? describeError(error, sources) : describeValue(error);
  } catch {
    const evalue = "what was thrown cannot be described";
    return { ename: "Error", evalue, traceback: [`Error: ${evalue}`] };
  }
}

/**
 * What the compiler says against a cell, in Jupyter's form.
 * @param {readonly Diagnostic[]} diagnostics
 * @param {number} count
 * @param {CellSources} sources
 * @returns {CellError}
 */
export function describeDiagnostics(diagnostics, count, sources) {
  const traceback = diagnostics.flatMap(({ start, messageText, fileName, code }) => {
    const position = sources.within({ count, line: start.line + 1, column: start.character + 1 });
    const where = fileName ?? `cell [${count}]`;
    const message = `${where}, line ${position.line}, column ${position.column}: ${messageText} (TS${code})`;
    return fileName === undefined ? [message, ...sources.excerpt(position)] : [message];
  });
  const first = diagnostics[0];
  const line = first && sources.within({ count, line: first.start.line + 1, column: 1 }).line;
  const evalue = first ? `line ${line}: ${first.messageText}` : "the cell does not compile";
  return { ename: "TypeScriptError", evalue, traceback: [`TypeScriptError: ${evalue}`, ...traceback] };
}

/**
 * @param {Error} error
 * @param {CellSources} sources
 * @returns {CellError}
 */
function describeError(error, sources) {
  const ename = String(error.name || error.constructor.name);
  const evalue = String(error.message);
  const stack = String(error.stack ?? "");
  const position = CellSources.position(stack);
  const where = position
    ? [
        `cell [${position.count}], line ${position.line}, column ${position.column}`,
        ...sources.excerpt(position),
      ]
    : [];
  const cause = error.cause === undefined ? [] : [`Caused by: ${causeText(error.cause)}`];
  return { ename, evalue, traceback: [`${ename}: ${evalue}`, ...where, ...frames(stack), ...cause] };
}

/**
 * @param {unknown} value
 * @returns {CellError}
 */
function describeValue(value) {
  const evalue = typeof value === "string" ? value : inspect(value);
  const ename = value === null ? "null" : typeof value;
  return { ename, evalue, traceback: [`${ename} thrown: ${evalue}`] };
}

/** @param {string} stack */
function frames(stack) {
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !OUR_FRAMES.test(line))
    .map((line) =>
      line
        .replace("file://", "")
        .replaceAll(`${projectRoot}/`, "")
        .replace(/\bcell-(\d+)\.ts:/, "cell [$1]:"),
    );
}

/** @param {unknown} cause */
function causeText(cause) {
  return cause instanceof Error
    ? [`${cause.name}: ${cause.message}`, ...frames(cause.stack ?? "")].join("\n")
    : inspect(cause);
}

/**
 * The two ways in which tslab says that SIGINT ended a cell.
 * @param {unknown} thrown
 */
function asInterrupt(thrown) {
  if (!(thrown instanceof Error)) return thrown;
  const synchronous = "code" in thrown && thrown.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED";
  return synchronous || thrown.message === "Interrupted asynchronously" ? new KeyboardInterrupt() : thrown;
}

import { createRequire, SourceMap } from "node:module";

/**
 * @typedef {typeof import("@tslab/typescript-for-tslab")} TypeScript
 * @typedef {import("tslab/dist/converter.js").Converter} Converter
 * @typedef {import("tslab/dist/converter.js").ConvertResult} ConvertResult
 * @typedef {{ line: number, column: number }} Position counted from 1
 * @typedef {(position: Position) => Position | undefined} Locate
 */

const INLINE_MAP = /\n\/\/# sourceMappingURL=data:application\/json[^,]*,(.*)\s*$/;
const MAP_COMMENT = /\n\/\/# sourceMappingURL=.*\s*$/;

/** tslab puts one line of its own in front of each cell. */
const LINES_IN_FRONT = 1;

const require = createRequire(import.meta.url);
const tslabRequire = createRequire(require.resolve("tslab/package.json"));

/** By itself the compiler would read every package under `@types`, before the first cell, as though all had globals. */
const GLOBAL_TYPES = ["node"];

/** @type {Locate} */
let locateInLastCell = () => undefined;

/**
 * tslab's modules. Its compiler drops source maps; here it is asked for them, so that an error can name the cell's line,
 * and to read no more declarations than cells need.
 */
export function loadTslab() {
  const path = tslabRequire.resolve("@tslab/typescript-for-tslab");
  const typescript = /** @type {TypeScript} */ (load(path));
  const cached = /** @type {{ exports: unknown } | undefined} */ (require.cache[path]);
  if (cached) cached.exports = { ...typescript, ...withOurOptions(typescript) };
  const converter = /** @type {typeof import("tslab/dist/converter.js")} */ (load("tslab/dist/converter.js"));
  const executor = /** @type {typeof import("tslab/dist/executor.js")} */ (load("tslab/dist/executor.js"));
  const jupyter = /** @type {typeof import("tslab/dist/jupyter.js")} */ (load("tslab/dist/jupyter.js"));
  return { typescript, converter, executor, jupyter };
}

/**
 * From the compiled text of the cell converted last to its source.
 * @returns {Locate}
 */
export function lastCellLocator() {
  return locateInLastCell;
}

/** @param {TypeScript} typescript */
function withOurOptions(typescript) {
  /** @type {(files: readonly string[], options: import("@tslab/typescript-for-tslab").CompilerOptions, ...rest: unknown[]) => unknown} */
  const createHost = /** @type {never} */ (typescript.createWatchCompilerHost);
  return {
    /** @type {typeof createHost} */
    createWatchCompilerHost: (files, options, ...rest) =>
      createHost(files, { ...options, inlineSourceMap: true, types: GLOBAL_TYPES }, ...rest),
    /** @type {typeof typescript.transpileModule} */
    transpileModule: (input, { compilerOptions, ...options }) => {
      const inner = INLINE_MAP.exec(input)?.[1];
      const result = typescript.transpileModule(input.replace(MAP_COMMENT, "\n"), {
        ...options,
        compilerOptions: { ...compilerOptions, sourceMap: true },
      });
      locateInLastCell = locator(inner, result.sourceMapText);
      return { ...result, outputText: result.outputText.replace(MAP_COMMENT, "\n") };
    },
  };
}

/**
 * @param {string | undefined} inner base64: cell to ES module
 * @param {string | undefined} outer JSON: ES module to CommonJS
 * @returns {Locate}
 */
function locator(inner, outer) {
  if (inner === undefined || outer === undefined) return () => undefined;
  /** @type {SourceMap[] | undefined} */
  let maps;
  return (position) => {
    maps ??= [outer, Buffer.from(inner, "base64").toString("utf8")].map(readMap);
    let { line, column } = { line: position.line - 1, column: position.column - 1 };
    for (const map of maps) {
      const entry = map.findEntry(line, column);
      if (!("originalLine" in entry)) return undefined;
      line = entry.originalLine;
      column = entry.originalColumn;
    }
    return { line: line + 1 - LINES_IN_FRONT, column: column + 1 };
  };
}

/** @param {string} text */
function readMap(text) {
  /** @type {unknown} */
  const payload = JSON.parse(text);
  return new SourceMap(/** @type {import("node:module").SourceMapPayload} */ (payload));
}

/**
 * @param {string} id
 * @returns {unknown}
 */
function load(id) {
  return require(id);
}

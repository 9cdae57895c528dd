/**
 * @typedef {import("./loadTslab.mjs").Locate} Locate
 * @typedef {{ count: number, line: number, column: number }} CellPosition
 */

/** V8 writes the first line of a cell behind tslab's `(function(exports, require) { `. */
const FRAME = /\bcell-(\d+)\.ts:(\d+):(\d+)/g;

/** The cells run so far, so that a stack trace can speak of a cell's lines rather than of compiled text. */
export class CellSources {
  /** @type {Map<number, { source: string, locate: Locate }>} */
  #cells = new Map();

  /**
   * @param {number} count
   * @param {string} source
   * @param {Locate} locate
   */
  add(count, source, locate) {
    this.#cells.set(count, { source, locate });
  }

  /**
   * The comment that gives compiled text its name in stack traces.
   * @param {number} count
   */
  static nameComment(count) {
    return `\n//# sourceURL=cell-${count}.ts`;
  }

  /** Makes every error's `stack` name the cell's own lines. */
  mapStackTraces() {
    Error.prepareStackTrace = (error, frames) => {
      const head = Error.prototype.toString.call(error);
      /** @type {{ toString(): string }[]} */
      const shown = [head, ...frames.slice(0, outermostOfCell(frames))];
      return this.#mapFrames(shown.join("\n    at "));
    };
  }

  /**
   * Where the innermost frame in a cell lies.
   * @param {string} stack with mapped frames
   * @returns {CellPosition | undefined}
   */
  static position(stack) {
    const found = /\bcell-(\d+)\.ts:(\d+):(\d+)/.exec(stack);
    return found ? { count: Number(found[1]), line: Number(found[2]), column: Number(found[3]) } : undefined;
  }

  /**
   * The position itself, or the end of the cell where it lies behind that: what is missing is missed there.
   * @param {CellPosition} position
   * @returns {CellPosition}
   */
  within(position) {
    const lines = this.#lines(position.count);
    if (position.line <= lines.length) return position;
    return { ...position, line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
  }

  /**
   * The line and its neighbours, the line itself marked.
   * @param {CellPosition} position
   * @returns {string[]}
   */
  excerpt({ count, line }) {
    const lines = this.#lines(count);
    const first = Math.max(1, line - 2);
    return lines.slice(first - 1, line + 1).map((text, i) => {
      const number = first + i;
      return `${number === line ? ">" : " "} ${String(number).padStart(3)} | ${text}`;
    });
  }

  /** @param {number} count */
  #lines(count) {
    return this.#cells.get(count)?.source.split(/\r?\n/) ?? [];
  }

  /** @param {string} stack */
  #mapFrames(stack) {
    return stack.replace(FRAME, (frame, count, line, column) => {
      const locate = this.#cells.get(Number(count))?.locate;
      const position = locate?.({ line: Number(line), column: Number(column) });
      return position ? `cell-${String(count)}.ts:${position.line}:${position.column}` : String(frame);
    });
  }
}

/**
 * Where the part of a stack ends that is the cell's: the frame below it is tslab's wrapper, then come `vm` and the kernel.
 * @param {NodeJS.CallSite[]} frames
 */
function outermostOfCell(frames) {
  const vm = frames.findIndex((frame) => frame.getFileName() === "node:vm");
  const isCell = vm > 0 && /^cell-\d+\.ts$/.test(frames[vm - 1]?.getScriptNameOrSourceURL() ?? "");
  return isCell ? vm - 1 : frames.length;
}

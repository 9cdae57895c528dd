import { setImmediate } from "node:timers/promises";
import { CellSources } from "./CellSources.mjs";
import { describeDiagnostics, describeThrown } from "./describeThrown.mjs";
import { expandShorthand } from "./expandShorthand.mjs";
import { Interrupts, KeyboardInterrupt } from "./Interrupts.mjs";
import { declaredValues, keptDeclarations } from "./keptDeclarations.mjs";
import { lastCellLocator } from "./loadTslab.mjs";

/**
 * @typedef {import("./describeThrown.mjs").CellError} CellError
 * @typedef {import("tslab/dist/converter.js").Converter} Converter
 * @typedef {import("tslab/dist/converter.js").ConvertResult} ConvertResult
 * @typedef {import("tslab/dist/converter.js").Diagnostic} Diagnostic
 * @typedef {import("tslab/dist/executor.js").Executor} Executor
 */

/** A `for await` at a cell's top level: tslab's compiler lets it pass without wrapping the cell in an async function. */
const FOR_AWAIT = /\bfor\s+await\b/;

/** Runs cells through tslab's executor and says how they ended: nothing, or the error with its line. */
export class CellExecutor {
  #sources = new CellSources();
  #count = 0;
  /** @type {Diagnostic[]} */
  #diagnostics = [];
  /** @type {{ thrown: unknown } | undefined} */
  #failure;
  /**
   * The cell between its two passes through tslab: the first only compiles it, the second runs it.
   * @type {ConvertResult | undefined}
   */
  #compiled;
  /** What the cells so far have declared, as TypeScript; tslab's own account leaves out cells that failed. */
  #declarations = "";
  /** @type {Executor} */
  #executor;
  /** @type {import("./loadTslab.mjs").TypeScript} */
  #typescript;
  /** @type {Interrupts} */
  interrupts;

  /** @param {ReturnType<import("./loadTslab.mjs").loadTslab>} tslab */
  constructor(tslab) {
    this.#typescript = tslab.typescript;
    const node = this.#observe(tslab.converter.createConverter());
    /** @type {Converter | undefined} */
    let browser;
    const converters = {
      node,
      get browser() {
        return (browser ??= tslab.converter.createConverter({ isBrowser: true }));
      },
      close: () => {
        node.close();
        browser?.close();
      },
    };
    this.#executor = tslab.executor.createExecutor(process.cwd(), converters, {
      log: console.log,
      error: this.#onError,
    });
    this.interrupts = new Interrupts(() => this.#executor.interrupt());
    this.#sources.mapStackTraces();
  }

  /** tslab's own executor, for completion and inspection. */
  get tslab() {
    return this.#executor;
  }

  /**
   * @param {string} source
   * @param {number} count the cell's execution count
   * @returns {Promise<CellError | undefined>} the error it ended with, if any
   */
  async execute(source, count) {
    this.#count = count;
    this.#diagnostics = [];
    this.#failure = undefined;
    this.#compiled = undefined;
    this.interrupts.begin();
    try {
      let succeeded = await this.#executor.execute(source);
      if (this.#compiled) {
        // A SIGINT that came while the compiler ran is heard of when the event loop polls: between two immediates.
        await setImmediate();
        await setImmediate();
        if (this.interrupts.start()) throw new KeyboardInterrupt();
        succeeded = await this.#run(source, this.#compiled);
      }
      return succeeded ? undefined : this.#describeFailure(source);
    } catch (error) {
      return describeThrown(error, this.#sources);
    } finally {
      this.interrupts.end();
    }
  }

  /**
   * Runs the compiled cell. What it declared stays, also where it fails or is interrupted: all that it has reached.
   * @param {string} source
   * @param {ConvertResult} compiled
   */
  async #run(source, compiled) {
    const values = /** @type {Record<string, unknown>} */ (this.#executor.locals);
    const names = [...declaredValues(this.#typescript, source)];
    const earlier = names.map((name) => values[name]);
    const execution = this.interrupts.run(() => this.#executor.execute(source));
    this.interrupts.listen();
    const succeeded = await execution;
    const unreached = succeeded ? [] : names.filter((name) => values[name] === undefined);
    this.#declarations = keptDeclarations(this.#typescript, {
      before: this.#declarations,
      after: compiled.declOutput ?? "",
      unreached: new Set(unreached),
    });
    names.forEach((name, i) => {
      if (unreached.includes(name)) values[name] = earlier[i];
    });
    return succeeded;
  }

  /** @param {string} source */
  #describeFailure(source) {
    const failure = this.#failure;
    if (failure) return describeThrown(failure.thrown, this.#sources);
    this.#sources.add(this.#count, source, () => undefined);
    return describeDiagnostics(this.#diagnostics, this.#count, this.#sources);
  }

  /**
   * tslab reports through its console: a format string with the diagnostic's parts, or the one value that was thrown.
   * @param {unknown} message
   * @param {unknown[]} rest
   */
  #onError = (message, ...rest) => {
    if (rest.length === 0) this.#failure = { thrown: message };
    else if (this.#diagnostics.length === 0) console.error(message, ...rest);
  };

  /**
   * @param {Converter} converter
   * @returns {Converter}
   */
  #observe(converter) {
    return {
      ...converter,
      inspect: (_, source, position) => converter.inspect(this.#declarations, source, position),
      complete: (_, source, position) => converter.complete(this.#declarations, source, position),
      convert: (_, source) => {
        if (this.#compiled) return this.#compiled;
        const converted = converter.convert(this.#declarations, expandShorthand(this.#typescript, source));
        this.#diagnostics = converted.diagnostics;
        if (!converted.output) {
          if (converted.diagnostics.length === 0) this.#declarations = converted.declOutput ?? "";
          return converted;
        }
        this.#sources.add(this.#count, source, lastCellLocator());
        this.#compiled = {
          ...converted,
          output: converted.output + CellSources.nameComment(this.#count),
          hasToplevelAwait: converted.hasToplevelAwait === true || FOR_AWAIT.test(converted.output),
        };
        return { diagnostics: [], declOutput: this.#declarations };
      },
    };
  }
}

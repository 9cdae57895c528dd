import { AsyncLocalStorage } from "node:async_hooks";
import { StringDecoder } from "node:string_decoder";

/**
 * @typedef {import("./wire.mjs").Header} Header
 * @typedef {"stdout" | "stderr"} StreamName
 * @typedef {(type: string, content: Record<string, unknown>, parent: Header) => void} Publish
 */

/**
 * Brings what a cell writes to the cell that wrote it, also when it comes late (a timer, a promise nobody awaited).
 * Text written in quick succession leaves as one message.
 */
export class OutputRouter {
  /** @type {AsyncLocalStorage<Header>} */
  #cells = new AsyncLocalStorage();
  /** @type {Header | undefined} */
  #newest;
  /** @type {{ name: StreamName, text: string, parent: Header } | undefined} */
  #pending;
  /** @type {NodeJS.Timeout | undefined} */
  #timer;
  #lastFlush = 0;
  #publish;

  /** @param {Publish} publish */
  constructor(publish) {
    this.#publish = publish;
  }

  /**
   * Runs `body` as the cell of this request.
   * @template T
   * @param {Header} parent
   * @param {() => T} body
   * @returns {T}
   */
  run(parent, body) {
    this.#newest = parent;
    return this.#cells.run(parent, body);
  }

  /** Takes over `process.stdout` and `process.stderr`. */
  captureStreams() {
    process.stdout.write = this.#writer("stdout");
    process.stderr.write = this.#writer("stderr");
  }

  /**
   * @param {string} type
   * @param {Record<string, unknown>} content
   */
  publish(type, content) {
    const parent = this.#cells.getStore() ?? this.#newest;
    if (!parent) throw new Error("Nothing can be displayed before the first cell has started.");
    this.flush();
    this.#publish(type, content, parent);
  }

  /** Sends the text that waits for more. */
  flush() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const pending = this.#pending;
    if (!pending) return;
    this.#pending = undefined;
    this.#lastFlush = Date.now();
    this.#publish("stream", { name: pending.name, text: pending.text }, pending.parent);
  }

  /**
   * @param {StreamName} name
   * @returns {typeof process.stdout.write}
   */
  #writer(name) {
    const decoder = new StringDecoder("utf8");
    const outside = process[name].write.bind(process[name]);
    /**
     * @param {string | Uint8Array} chunk
     * @param {BufferEncoding | ((error?: Error | null) => void)} [encoding]
     * @param {(error?: Error | null) => void} [callback]
     */
    return (chunk, encoding, callback) => {
      const done = typeof encoding === "function" ? encoding : callback;
      const parent = this.#cells.getStore() ?? this.#newest;
      if (!parent) return outside(chunk, done);
      const text = typeof chunk === "string" ? chunk : decoder.write(Buffer.from(chunk));
      if (text !== "") this.#append(name, text, parent);
      if (done) process.nextTick(done);
      return true;
    };
  }

  /**
   * @param {StreamName} name
   * @param {string} text
   * @param {Header} parent
   */
  #append(name, text, parent) {
    if (this.#pending && (this.#pending.name !== name || this.#pending.parent !== parent)) this.flush();
    this.#pending ??= { name, text: "", parent };
    this.#pending.text += text;
    if (Date.now() - this.#lastFlush >= OutputRouter.#interval) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), OutputRouter.#interval).unref();
  }

  /** Milliseconds between two messages of text: short enough to look live. */
  static #interval = 40;
}

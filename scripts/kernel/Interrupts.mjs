import { AsyncLocalStorage } from "node:async_hooks";
import { syncBuiltinESMExports } from "node:module";
import timers from "node:timers/promises";

/** @typedef {{ interrupt?: KeyboardInterrupt }} CellRun */

/** What a cell's promise or signal is rejected with when the reader stops the cell. */
export class KeyboardInterrupt extends Error {
  constructor() {
    super("the cell was interrupted");
    this.name = "KeyboardInterrupt";
  }
}

/**
 * What SIGINT does. A cell that has taken the signal (`AbortSignal`) is asked to stop and keeps what it declared;
 * a second SIGINT, or one to a cell that has not, makes the cell fail at once. What such a cell started runs on until it
 * next waits for a timer of `node:timers/promises`, as all long work of the library does between its steps: there it is
 * rejected.
 */
export class Interrupts {
  /** @type {AbortController | undefined} */
  #controller;
  #running = false;
  #started = false;
  #early = false;
  #taken = false;
  #hard;
  /** @type {AsyncLocalStorage<CellRun>} */
  #runs = new AsyncLocalStorage();
  /** @type {CellRun} */
  #newest = {};

  /** @param {() => void} hard fails the running cell */
  constructor(hard) {
    this.#hard = hard;
    this.#rejectInTimers();
  }

  /**
   * Runs `body` as the cell that can be interrupted.
   * @template T
   * @param {() => T} body
   * @returns {T}
   */
  run(body) {
    this.#newest = {};
    return this.#runs.run(this.#newest, body);
  }

  begin() {
    this.#running = true;
    this.#started = false;
    this.#early = false;
    this.#taken = false;
    this.#controller = new AbortController();
  }

  /**
   * The cell has been compiled and is about to run.
   * @returns {boolean} whether it was interrupted before
   */
  start() {
    this.#started = true;
    return this.#early;
  }

  end() {
    this.#running = false;
  }

  /** @returns {AbortSignal} the signal of the cell that runs now */
  signal() {
    this.#controller ??= new AbortController();
    this.#taken = true;
    return this.#controller.signal;
  }

  /**
   * Listens for SIGINT. Called again after the synchronous part of each cell: `vm` puts the default action back (the
   * process ends) when a cell has added a listener of its own meanwhile.
   */
  listen() {
    const listeners = process.rawListeners("SIGINT");
    process.removeAllListeners("SIGINT");
    for (const listener of listeners) {
      if (listener !== this.#onSigint) process.on("SIGINT", /** @type {NodeJS.SignalsListener} */ (listener));
    }
    process.on("SIGINT", this.#onSigint);
  }

  interrupt() {
    if (!this.#running) return;
    if (!this.#started) {
      this.#early = true;
    } else if (this.#taken && this.#controller && !this.#controller.signal.aborted) {
      this.#controller.abort(new KeyboardInterrupt());
    } else {
      this.#newest.interrupt = new KeyboardInterrupt();
      this.#hard();
    }
  }

  #rejectInTimers() {
    const { setImmediate, setTimeout } = timers;
    const check = () => {
      const interrupt = this.#runs.getStore()?.interrupt;
      if (interrupt) throw interrupt;
    };
    /** @type {typeof setImmediate} */
    timers.setImmediate = async (value, options) => {
      const result = await setImmediate(value, options);
      check();
      return result;
    };
    /** @type {typeof setTimeout} */
    timers.setTimeout = async (delay, value, options) => {
      const result = await setTimeout(delay, value, options);
      check();
      return result;
    };
    syncBuiltinESMExports();
  }

  #onSigint = () => this.interrupt();
}

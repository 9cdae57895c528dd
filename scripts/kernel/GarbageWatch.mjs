import { getHeapStatistics, setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

/** How much garbage may pile up, in bytes. */
const LIMIT = 256 * 2 ** 20;

/**
 * Collects garbage between cells. Compiling a cell leaves megabytes of it, and V8 lets that pile up to a gigabyte, more
 * than a computer with several notebooks open has to spare.
 */
export class GarbageWatch {
  /** @type {() => void} */
  #collect;
  #kept = heapUsed();

  constructor() {
    setFlagsFromString("--expose-gc");
    /** @type {unknown} */
    const gc = runInNewContext("gc");
    this.#collect = /** @type {() => void} */ (gc);
  }

  /** To be called while no cell runs. */
  check() {
    if (heapUsed() < this.#kept + LIMIT) return;
    this.#collect();
    this.#kept = heapUsed();
  }
}

function heapUsed() {
  return getHeapStatistics().used_heap_size;
}

import { availableParallelism } from "node:os";
import * as tf from "@tensorflow/tfjs-core";

const variable = "TF_NUM_INTRAOP_THREADS";

/** Threads of one operation; native TensorFlow is asked for them once, when it is loaded. */
let perOperation = availableParallelism();

/**
 * Loads native TensorFlow with the number of threads that one operation may use. Of two processors each gets operations
 * of its own: compiled steps have enough of them side by side, and two threads that share each operation lose a fifth
 * of their time in waiting for one another. With more processors every operation may use all. The environment variable
 * `TF_NUM_INTRAOP_THREADS` goes before.
 */
export function withChosenThreads(load: () => void): void {
  const given = process.env[variable];
  const isLoaded = tf.findBackendFactory("tensorflow") !== null;
  if (given !== undefined || isLoaded || availableParallelism() !== 2) {
    if (Number(given) > 0) perOperation = Number(given);
    return load();
  }
  perOperation = 1;
  process.env[variable] = "1";
  try {
    load();
  } finally {
    // Other programs that are started from here may choose for themselves.
    delete process.env[variable];
  }
}

/** How many large operations can run side by side, each with threads of its own. */
export function operationsAtOnce(): number {
  const { isUsingGpuDevice } = tf.backend() as tf.KernelBackend & { readonly isUsingGpuDevice?: boolean };
  return isUsingGpuDevice === true ? 1 : Math.max(1, Math.floor(availableParallelism() / perOperation));
}

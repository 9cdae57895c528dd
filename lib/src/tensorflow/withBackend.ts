import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../errors/index.js";

/** Does synchronous work on a backend that is ready, and goes back to the one in use. */
export function withBackend<T>(name: string, work: () => T): T {
  const before = tf.getBackend();
  if (before === name) return work();
  switchTo(name);
  try {
    return work();
  } finally {
    switchTo(before);
  }
}

/** Backends that are ready are in use before `setBackend` returns its promise. */
function switchTo(name: string): void {
  void tf.setBackend(name);
  if (tf.getBackend() !== name) {
    throw new BackendError(`TensorFlow.js does not switch to its backend ${name} at once.`);
  }
}

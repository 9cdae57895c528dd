import * as tf from "@tensorflow/tfjs-core";
import { loadGradients } from "./loadGradients.js";
import { loadPackage } from "./loadPackage.js";

/**
 * Loads the plain JavaScript backend, which registers the backend `cpu`.
 *
 * @throws BackendError if the package is not installed
 */
export function loadCpu(): void {
  loadGradients();
  loadPackage("@tensorflow/tfjs-backend-cpu");
  withoutWarnings(() => {
    // On its first write in Node it prints an advertisement for tfjs-node.
    tf.findBackend("cpu").write(new Float32Array(1), [1], "float32");
  });
}

function withoutWarnings(work: () => void): void {
  const flags = tf.env();
  const before = flags.getBool("PROD");
  flags.set("PROD", true);
  try {
    work();
  } finally {
    flags.set("PROD", before);
  }
}

import { loadPackage } from "./loadPackage.js";

/**
 * Loads `@tensorflow/tfjs`, which registers the gradients of all operations: in Node, tfjs-core alone has none, and
 * only tfjs-node brings them along.
 *
 * @throws BackendError if the package is not installed
 */
export function loadGradients(): void {
  loadPackage("@tensorflow/tfjs");
}

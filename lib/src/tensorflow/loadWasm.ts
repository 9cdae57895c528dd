import { dirname } from "node:path";
import { loadGradients } from "./loadGradients.js";
import { loadPackage, resolveFile } from "./loadPackage.js";
import { transposeBeforeProducts } from "./transposeBeforeProducts.js";

interface WasmPackage {
  setWasmPaths(prefix: string): void;
}

/**
 * Loads the WebAssembly backend, which registers the backend `wasm`.
 *
 * @throws BackendError if the package is not installed
 */
export function loadWasm(): void {
  loadGradients();
  const name = "@tensorflow/tfjs-backend-wasm";
  const wasm = loadPackage(name) as WasmPackage;
  // In Node it would look for its .wasm files next to the main script.
  wasm.setWasmPaths(`${dirname(resolveFile(name))}/`);
  transposeBeforeProducts("wasm");
}

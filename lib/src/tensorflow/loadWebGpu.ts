import { BackendError } from "../errors/index.js";
import { loadGradients } from "./loadGradients.js";
import { loadPackage } from "./loadPackage.js";

interface WebGpuPackage {
  readonly globals: object;
  readonly create: (options: readonly string[]) => { requestAdapter(): Promise<unknown> };
}

/**
 * Loads Dawn (npm `webgpu`) and the WebGPU backend, which registers the backend `webgpu`.
 *
 * @throws BackendError if a package is not installed or there is no GPU that it can use
 */
export async function loadWebGpu(): Promise<void> {
  const { create, globals } = loadPackage("webgpu") as WebGpuPackage;
  const gpu = create([]);
  if ((await gpu.requestAdapter()) === null) {
    throw new BackendError(
      "WebGPU finds no GPU that it can use. Choose the backend tensorflow, wasm or cpu.",
    );
  }
  Object.assign(globalThis, globals);
  const scope = globalThis as { navigator?: object };
  scope.navigator ??= {};
  Object.defineProperty(scope.navigator, "gpu", { value: gpu, configurable: true });
  loadGradients();
  loadPackage("@tensorflow/tfjs-backend-webgpu");
}

import { availableParallelism } from "node:os";
import * as tf from "@tensorflow/tfjs-core";
import type { BackendDescription } from "./BackendDescription.js";
import type { BackendName } from "./BackendName.js";
import type { NativeBinding } from "./loadTensorFlow.js";

/** Describes a backend that is ready. */
export function describeBackend(name: BackendName, reason?: string): BackendDescription {
  const native =
    name === "tensorflow" ? (tf.backend() as unknown as { binding: NativeBinding }).binding : undefined;
  const device = name === "webgpu" || native?.isUsingGpuDevice() === true ? "GPU" : "CPU";
  const version = native?.TF_Version ?? tf.version_core;
  const threads = native === undefined ? 1 : availableParallelism();
  const convolutionGradients = tf.getKernel("Conv2DBackpropFilter", name) !== undefined;
  return {
    name,
    device,
    version,
    ...(device === "CPU" && { threads }),
    capabilities: { convolutionGradients },
    summary: summarise(name, device, version, threads),
    ...(reason !== undefined && { reason }),
  };
}

function summarise(name: BackendName, device: string, version: string, threads: number): string {
  switch (name) {
    case "tensorflow":
      return `native TensorFlow ${version} on the ${device}${device === "CPU" ? `, ${threads} threads` : ""}`;
    case "webgpu":
      return `TensorFlow.js ${version} on WebGPU`;
    case "wasm":
      return `TensorFlow.js ${version} on WebAssembly: several times slower than native, and no training of convolutions`;
    case "cpu":
      return `TensorFlow.js ${version} in plain JavaScript: correct, and slow`;
  }
}

/** The backends this package knows, the fastest first. */
export const backendNames = ["tensorflow", "webgpu", "wasm", "cpu"] as const;

/** A backend of TensorFlow.js: native TensorFlow, WebGPU, WebAssembly, or plain JavaScript. */
export type BackendName = (typeof backendNames)[number];

import * as tf from "@tensorflow/tfjs-core";
import { BackendError } from "../errors/index.js";
import type { BackendDescription } from "./BackendDescription.js";
import type { BackendName } from "./BackendName.js";
import { describeBackend } from "./describeBackend.js";
import { loadCpu } from "./loadCpu.js";
import { loadTensorFlow } from "./loadTensorFlow.js";
import { loadWasm } from "./loadWasm.js";
import { loadWebGpu } from "./loadWebGpu.js";
import { readBackendName } from "./readBackendName.js";

const loaders: Record<BackendName, () => void | Promise<void>> = {
  tensorflow: loadTensorFlow,
  webgpu: loadWebGpu,
  wasm: loadWasm,
  cpu: loadCpu,
};

const loaded = new Set<BackendName>();
let current: BackendDescription | undefined;
let chosenByAuto: BackendDescription | undefined;
let latest: Promise<unknown> = Promise.resolve();

/**
 * Chooses the TensorFlow.js backend for everything that follows and describes it. `auto` takes native TensorFlow if it
 * loads, else WebAssembly, else plain JavaScript, and says why in `reason`. Calling it again with the same name costs
 * nothing; calls that overlap are served one after the other.
 *
 * @param name the backend; by default the environment variable `KL_TO_VAE_BACKEND`, else `auto`
 * @throws InvalidArgumentError for an unknown name
 * @throws BackendError if the backend asked for cannot be had; the message says what to do
 */
export function useBackend(name?: "auto" | BackendName): Promise<BackendDescription> {
  const turn = latest.then(async () => {
    const wanted = readBackendName(name);
    current = wanted === "auto" ? await activateBest() : await activate(wanted);
    return current;
  });
  latest = turn.catch(() => undefined);
  return turn;
}

/** The backend in use, or undefined before the first `useBackend`. */
export function currentBackend(): BackendDescription | undefined {
  return current;
}

async function activateBest(): Promise<BackendDescription> {
  if (chosenByAuto !== undefined) {
    if (tf.getBackend() !== chosenByAuto.name) await tf.setBackend(chosenByAuto.name);
    return chosenByAuto;
  }
  const failures: string[] = [];
  for (const name of ["tensorflow", "wasm", "cpu"] as const) {
    try {
      return (chosenByAuto = await activate(name, failures[0]));
    } catch (error) {
      if (!(error instanceof BackendError)) throw error;
      failures.push(error.message);
    }
  }
  throw new BackendError(`There is no TensorFlow.js backend at all. ${failures.join(" ")}`);
}

async function activate(name: BackendName, reason?: string): Promise<BackendDescription> {
  if (current?.name === name && tf.getBackend() === name && current.reason === reason) return current;
  if (!loaded.has(name)) await loaders[name]();
  loaded.add(name);
  if (!(await tf.setBackend(name))) {
    throw new BackendError(
      `The backend ${name} is installed but does not start. Run \`npm run doctor\`, or choose another backend.`,
    );
  }
  await tf.ready();
  return describeBackend(name, reason);
}

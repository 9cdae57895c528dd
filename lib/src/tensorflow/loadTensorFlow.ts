import { createRequire } from "node:module";
import { BackendError } from "../errors/index.js";
import { loadPackage } from "./loadPackage.js";
import { withChosenThreads } from "./nativeThreads.js";

/** What this package uses of the native binding. */
export interface NativeBinding {
  readonly TF_Version: string;
  isUsingGpuDevice(): boolean;
}

interface LegacyUtil {
  isNullOrUndefined?: (value: unknown) => boolean;
  isArray: (value: unknown) => boolean;
}

/**
 * Loads tfjs-node, which registers the backend `tensorflow`.
 *
 * @throws BackendError if it, its native binding or the TensorFlow library is missing or does not load
 */
export function loadTensorFlow(): void {
  // tfjs-node 4.22 calls both; Node 23 removed the first and warns of the second.
  const util = createRequire(import.meta.url)("node:util") as LegacyUtil;
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  util.isArray = (value) => Array.isArray(value);
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "3";
  // Otherwise the first kernel takes the whole memory of a GPU, and a second notebook fails.
  process.env["TF_FORCE_GPU_ALLOW_GROWTH"] ??= "true";
  try {
    withChosenThreads(() => loadPackage("@tensorflow/tfjs-node"));
  } catch (error) {
    if (error instanceof BackendError) throw error;
    const message = error instanceof Error ? (error.message.split("\n")[0] as string) : String(error);
    const detail = message.replace(/[. ]+$/, "");
    throw new BackendError(
      `Native TensorFlow does not load (${detail}). Run \`npm run setup\` to build it; \`npm run doctor\` says what is missing.`,
      { cause: error },
    );
  }
}

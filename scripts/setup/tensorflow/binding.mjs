import {
  existsSync,
  lstatSync,
  mkdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { projectRoot } from "../paths.mjs";
import { readJson } from "../readJson.mjs";
import { runProcess } from "../runProcess.mjs";

/** The folder of the installed `@tensorflow/tfjs-node`. */
export const tfjsNodeDirectory = join(projectRoot, "node_modules", "@tensorflow", "tfjs-node");

/** Where `@tensorflow/tfjs-node` looks for its native part (N-API version 8, on every Node.js we support). */
export const bindingPath = join(tfjsNodeDirectory, "lib", "napi-v8", "tfjs_binding.node");

const loadTimeoutSeconds = 180;

/** The version of the installed `@tensorflow/tfjs-node`. */
export function tfjsNodeVersion() {
  const manifest = /** @type {{ version: string }} */ (readJson(join(tfjsNodeDirectory, "package.json")));
  return manifest.version;
}

/** What identifies the binding that is in place, or undefined where there is none. */
export function bindingIdentity() {
  if (!existsSync(bindingPath)) return undefined;
  const { size, mtimeMs } = statSync(bindingPath);
  return `${realpathSync(bindingPath)}|${size}|${mtimeMs}`;
}

/**
 * Which of the cache's builds the binding in place belongs to; "other" where it is none of them, undefined where there is none.
 *
 * @returns {import("./wheels.mjs").Build | "other" | undefined}
 */
export function buildInPlace() {
  if (!existsSync(bindingPath)) return undefined;
  const folder = basename(dirname(dirname(realpathSync(bindingPath))));
  if (!folder.startsWith("tensorflow-")) return "other";
  return folder.endsWith("-gpu") ? "gpu" : "cpu";
}

/**
 * Points `@tensorflow/tfjs-node` to a binding elsewhere.
 *
 * @param {string} target
 */
export function linkBinding(target) {
  mkdirSync(dirname(bindingPath), { recursive: true });
  const temporary = `${bindingPath}.${process.pid}`;
  rmSync(temporary, { force: true });
  symlinkSync(target, temporary);
  renameSync(temporary, bindingPath);
}

/** Takes away a link of ours, so that a binding that does not load is not found again. */
export function unlinkBinding() {
  if (lstatSync(bindingPath, { throwIfNoEntry: false })) rmSync(bindingPath, { force: true });
}

const program = `
  const util = require("node:util");
  util.isNullOrUndefined ??= (value) => value === null || value === undefined;
  const tf = require("@tensorflow/tfjs-node");
  const product = tf.matMul(tf.tensor2d([[1, 2]]), tf.tensor2d([[3], [4]])).dataSync()[0];
  if (product !== 11) throw new Error("1*3 + 2*4 came out as " + product);
  const { binding, isUsingGpuDevice } = tf.backend();
  console.log("TensorFlow " + binding.TF_Version + " on " + (isUsingGpuDevice ? "GPU" : "CPU"));
`;

/**
 * Loads native TensorFlow in a process of its own and multiplies two matrices with it.
 *
 * @returns {Promise<{ version: string, device: "CPU" | "GPU" } | { reason: string }>} `device`: what it computes on
 */
export async function verifyBinding() {
  const { output, timedOut } = await runProcess(process.execPath, ["-e", program], {
    cwd: projectRoot,
    // Else TensorFlow asks for a GPU's whole memory, of which a running notebook may hold a part.
    env: { ...process.env, TF_CPP_MIN_LOG_LEVEL: "3", TF_FORCE_GPU_ALLOW_GROWTH: "true" },
    timeoutSeconds: loadTimeoutSeconds,
  });
  const [, version, device] = /^TensorFlow (\S+) on (?:GPU|(CPU))$/m.exec(output) ?? [];
  if (version) return { version, device: device ? "CPU" : "GPU" };
  if (timedOut) return { reason: `loading it took longer than ${loadTimeoutSeconds} s` };
  const message =
    output.split("\n").find((line) => /Error|error/.test(line)) ?? output.trim().split("\n").at(-1);
  return { reason: message?.trim() || "it ended without a word" };
}

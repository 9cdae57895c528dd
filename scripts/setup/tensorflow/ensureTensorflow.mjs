import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildDirectory } from "../paths.mjs";
import { readJson } from "../readJson.mjs";
import { SetupError } from "../SetupError.mjs";
import { usableCache } from "../usableCache.mjs";
import { withLock } from "../withLock.mjs";
import { bindingIdentity, buildInPlace, linkBinding, unlinkBinding, verifyBinding } from "./binding.mjs";
import { bindingFromPrebuilt, removePrebuilt } from "./fromPrebuilt.mjs";
import { bindingFromWheel } from "./fromWheel.mjs";
import { requireGpu, wishedBuild } from "./gpu.mjs";

const recordPath = join(buildDirectory, "setup", "tensorflow.json");
const retryAfterMilliseconds = 24 * 3600 * 1000;

/** @typedef {ReturnType<typeof wishedBuild>} Wish */

/**
 * What the set-up found out about native TensorFlow on this machine. `wish`: the build that was wanted; `build`: the one that
 * was had; `reasons`: why the ways before it failed.
 *
 * @typedef {{
 *   native: boolean, wish: Wish, build?: ReturnType<typeof buildInPlace>, version?: string, identity?: string,
 *   reasons: string[], at: string,
 * }} TensorflowRecord
 */

/**
 * Brings native TensorFlow where tfjs-node finds it: what is built already, else the library of the PyPI wheel (with an NVIDIA
 * GPU first its GPU build), else tfjs-node's prebuilt one. Where none can be had the reasons are recorded and the
 * WebAssembly backend serves. A way that failed is tried again after a day, or with `retry`.
 *
 * @param {{ retry?: boolean }} [options]
 * @returns {Promise<TensorflowRecord>}
 */
export async function ensureTensorflow({ retry = false } = {}) {
  const wish = wishedBuild();
  const known = readRecord();
  if (known && isCurrent(known, wish, retry)) return known;
  const lock = join(buildDirectory, "locks", "tensorflow.lock");
  const onWait = () => console.error("  Waiting for another set-up in this folder …");
  return await withLock(lock, () => find(wish, retry), { onWait });
}

/** @returns {TensorflowRecord | undefined} */
export function readRecord() {
  return /** @type {TensorflowRecord | undefined} */ (readJson(recordPath));
}

/**
 * @param {TensorflowRecord} record
 * @param {Wish} wish
 * @param {boolean} retry
 */
function isCurrent(record, wish, retry) {
  if (record.wish !== wish || record.identity !== bindingIdentity()) return false;
  if (record.reasons.length === 0) return true;
  return !retry && Date.now() - Date.parse(record.at) < retryAfterMilliseconds;
}

/**
 * @param {Wish} wish
 * @param {boolean} retry
 */
async function find(wish, retry) {
  const known = readRecord();
  if (known && isCurrent(known, wish, retry)) return known;
  /** @type {string[]} */
  const reasons = [];
  for (const way of waysTo(wish)) {
    try {
      return record({ native: true, wish, version: await way(), reasons });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const remedy = error instanceof SetupError && error.remedy ? ` ${error.remedy}` : "";
      reasons.push(`${way.title}: ${error.message}.${remedy}`);
    }
  }
  unlinkBinding();
  return record({ native: false, wish, reasons });
}

/** @param {Wish} wish */
function waysTo(wish) {
  const build = buildInPlace();
  const suits = build === "other" || wish === "any" || build === wish;
  return [...(build && suits ? [loaded] : []), ...(wish === "gpu" ? [gpuWheel] : []), wheel, prebuilt];
}

async function gpuWheel() {
  await requireGpu();
  linkBinding(await bindingFromWheel(usableCache().directory, "gpu"));
  return await loaded();
}
gpuWheel.title = "TensorFlow's GPU build from the PyPI wheel";

async function wheel() {
  linkBinding(await bindingFromWheel(usableCache().directory, "cpu"));
  return await loaded();
}
wheel.title = "TensorFlow from the PyPI wheel";

async function prebuilt() {
  unlinkBinding();
  await bindingFromPrebuilt();
  return await loaded().catch((error) => {
    removePrebuilt();
    throw error;
  });
}
prebuilt.title = "tfjs-node's prebuilt TensorFlow";

async function loaded() {
  const result = await verifyBinding();
  if ("reason" in result) throw new SetupError(`it does not load (${result.reason})`);
  return result.version;
}
loaded.title = "the binding that is already there";

/** @param {Omit<TensorflowRecord, "at" | "identity" | "build">} found */
function record(found) {
  /** @type {TensorflowRecord} */
  const entry = { ...found, at: new Date().toISOString() };
  const identity = bindingIdentity();
  const build = buildInPlace();
  if (identity) entry.identity = identity;
  if (build) entry.build = build;
  mkdirSync(dirname(recordPath), { recursive: true });
  const temporary = `${recordPath}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(entry, null, 2));
  renameSync(temporary, recordPath);
  return entry;
}

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildDirectory } from "../paths.mjs";
import { readJson } from "../readJson.mjs";
import { SetupError } from "../SetupError.mjs";
import { usableCache } from "../usableCache.mjs";
import { withLock } from "../withLock.mjs";
import { bindingIdentity, linkBinding, unlinkBinding, verifyBinding } from "./binding.mjs";
import { bindingFromPrebuilt, removePrebuilt } from "./fromPrebuilt.mjs";
import { bindingFromWheel } from "./fromWheel.mjs";

const recordPath = join(buildDirectory, "setup", "tensorflow.json");
const retryAfterMilliseconds = 24 * 3600 * 1000;

/**
 * What the set-up found out about native TensorFlow on this machine.
 *
 * @typedef {{ native: boolean, version?: string, identity?: string, reasons: string[], at: string }} TensorflowRecord
 */

/**
 * Brings native TensorFlow where tfjs-node finds it: what is built already, else the library of the PyPI wheel, else tfjs-node's
 * prebuilt one. Where none can be had the reasons are recorded and the WebAssembly backend serves. A failure is tried
 * again after a day, or with `retry`.
 *
 * @param {{ retry?: boolean }} [options]
 * @returns {Promise<TensorflowRecord>}
 */
export async function ensureTensorflow({ retry = false } = {}) {
  const known = readRecord();
  if (known && isCurrent(known, retry)) return known;
  const lock = join(buildDirectory, "locks", "tensorflow.lock");
  const onWait = () => console.error("  Waiting for another set-up in this folder …");
  return await withLock(lock, () => find(retry), { onWait });
}

/** @returns {TensorflowRecord | undefined} */
export function readRecord() {
  return /** @type {TensorflowRecord | undefined} */ (readJson(recordPath));
}

/**
 * @param {TensorflowRecord} record
 * @param {boolean} retry
 */
function isCurrent(record, retry) {
  if (record.native) return record.identity !== undefined && record.identity === bindingIdentity();
  return (
    !retry && bindingIdentity() === undefined && Date.now() - Date.parse(record.at) < retryAfterMilliseconds
  );
}

/** @param {boolean} retry */
async function find(retry) {
  const known = readRecord();
  if (known && isCurrent(known, retry)) return known;
  /** @type {string[]} */
  const reasons = [];
  for (const way of [inPlace, wheel, prebuilt]) {
    try {
      const version = await way();
      if (version) return record({ native: true, version, reasons: [] });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      const remedy = error instanceof SetupError && error.remedy ? ` ${error.remedy}` : "";
      reasons.push(`${way.title}: ${error.message}.${remedy}`);
    }
  }
  unlinkBinding();
  return record({ native: false, reasons });
}

async function inPlace() {
  if (bindingIdentity() === undefined) return undefined;
  return await loaded();
}
inPlace.title = "the binding that is already there";

async function wheel() {
  linkBinding(await bindingFromWheel(usableCache().directory));
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

/** @param {Omit<TensorflowRecord, "at" | "identity">} found */
function record(found) {
  /** @type {TensorflowRecord} */
  const entry = { ...found, at: new Date().toISOString() };
  const identity = bindingIdentity();
  if (identity) entry.identity = identity;
  mkdirSync(dirname(recordPath), { recursive: true });
  const temporary = `${recordPath}.${process.pid}`;
  writeFileSync(temporary, JSON.stringify(entry, null, 2));
  renameSync(temporary, recordPath);
  return entry;
}

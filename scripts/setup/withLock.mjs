import { randomUUID } from "node:crypto";
import {
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { hostname } from "node:os";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const heartbeatMilliseconds = 2_000;
const staleMilliseconds = 30_000;

/**
 * Runs `work` while holding a lock file, so that two set-ups at once do the work one after the other. The holder touches the
 * file every two seconds; a lock whose holder is dead, or silent for half a minute, is taken over.
 *
 * @template T
 * @param {string} path
 * @param {() => Promise<T>} work
 * @param {{ onWait?: (holder: string) => void }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { onWait } = {}) {
  mkdirSync(dirname(path), { recursive: true });
  const token = JSON.stringify({ pid: process.pid, host: hostname(), id: randomUUID() });
  for (let announced = false; !tryAcquire(path, token); announced = true) {
    if (!announced) onWait?.(path);
    await sleep(250);
  }
  const heartbeat = setInterval(() => {
    try {
      utimesSync(path, new Date(), new Date());
    } catch {
      // Somebody removed the folder: the work itself will say so.
    }
  }, heartbeatMilliseconds);
  heartbeat.unref();
  const release = () => {
    if (readIfThere(path) === token) rmSync(path, { force: true });
  };
  process.once("exit", release);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    process.off("exit", release);
    release();
  }
}

/**
 * @param {string} path
 * @param {string} token
 */
function tryAcquire(path, token) {
  try {
    writeFileSync(path, token, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  const holder = readIfThere(path);
  if (holder !== undefined && isStale(path, holder)) removeStale(path, holder);
  return false;
}

/**
 * Moves a stale lock aside. Another process may have done so first and hold a fresh one by now: that is put back.
 *
 * @param {string} path
 * @param {string} holder
 */
function removeStale(path, holder) {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
    if (readIfThere(aside) !== holder) linkSync(aside, path);
  } catch {
    // Somebody else was faster.
  }
  rmSync(aside, { force: true });
}

/**
 * @param {string} path
 * @param {string} holder
 */
function isStale(path, holder) {
  try {
    if (Date.now() - statSync(path).mtimeMs > staleMilliseconds) return true;
    const owner = /** @type {unknown} */ (JSON.parse(holder));
    const { pid, host } = /** @type {{ pid: number, host: string }} */ (owner);
    return host === hostname() && !isAlive(pid);
  } catch {
    // Gone, or only half written yet: look again on the next turn.
    return false;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}

/** @param {string} path */
function readIfThere(path) {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

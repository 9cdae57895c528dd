import { Worker } from "node:worker_threads";

/** Runs in a thread of its own: a cell that spins keeps the main thread from noticing anything. */
const WATCH = `
const { rmSync } = require("node:fs");
const { parent, original, folder } = require("node:worker_threads").workerData;
setInterval(() => {
  let alive = original !== parent || process.ppid === original;
  try { process.kill(parent, 0); } catch (error) { alive &&= error.code === "EPERM"; }
  if (alive) return;
  try { if (folder) rmSync(folder, { recursive: true, force: true }); } catch {}
  try { process.kill(-process.pid, "SIGKILL"); } catch {}
  process.kill(process.pid, "SIGKILL");
}, 500);
`;

/**
 * Ends this process, and what its cells have started, soon after the one that started it has gone, so that no kernel is
 * left behind. Jupyter names its own process in JPY_PARENT_PID; the project's runner names its own in
 * KL_TO_VAE_PARENT_PID and, in KL_TO_VAE_CONNECTION_FOLDER, the folder that then goes too.
 */
export function watchParent() {
  const { KL_TO_VAE_PARENT_PID: runner, KL_TO_VAE_CONNECTION_FOLDER: folder, JPY_PARENT_PID } = process.env;
  const parent = Number(runner ?? JPY_PARENT_PID);
  if (!Number.isInteger(parent) || parent <= 1) return;
  // The runner may have gone already; a Jupyter that cannot be seen may live in another container.
  if (runner === undefined && !isVisible(parent)) return;
  new Worker(WATCH, { eval: true, workerData: { parent, original: process.ppid, folder } }).unref();
}

/**
 * Whether the process can be seen from here.
 * @param {number} pid
 */
function isVisible(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

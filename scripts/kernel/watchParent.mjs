import { Worker } from "node:worker_threads";

/** Runs in a thread of its own: a cell that spins keeps the main thread from noticing anything. */
const WATCH = `
const { parent, original } = require("node:worker_threads").workerData;
setInterval(() => {
  let alive = original !== parent || process.ppid === original;
  try { process.kill(parent, 0); } catch (error) { alive &&= error.code === "EPERM"; }
  if (!alive) process.kill(process.pid, "SIGKILL");
}, 500);
`;

/**
 * Ends this process soon after the one that started it has gone, so that no kernel is left behind.
 * Jupyter names its own process in JPY_PARENT_PID, the project's runner in KL_TO_VAE_PARENT_PID.
 */
export function watchParent() {
  const parent = Number(process.env.KL_TO_VAE_PARENT_PID ?? process.env.JPY_PARENT_PID);
  if (!Number.isInteger(parent) || parent <= 1 || !isVisible(parent)) return;
  new Worker(WATCH, { eval: true, workerData: { parent, original: process.ppid } }).unref();
}

/**
 * Whether the process can be seen from here; it cannot from another container.
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

import { spawn } from "node:child_process";
import { killGroup, ownGroup } from "./killGroup.mjs";

const keptOutput = 64_000;

/**
 * Runs a program to its end with a time limit, and keeps the end of what it printed. The program gets a process group of
 * its own, so that a time-out or an interrupt ends its children as well.
 *
 * @param {string} program
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeoutSeconds: number, onOutput?: (text: string) => void }} options
 * @returns {Promise<{ code: number | null, output: string, timedOut: boolean, missing: boolean }>}
 *   `missing`: there is no such program
 */
export function runProcess(program, args, { cwd, env, timeoutSeconds, onOutput }) {
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env: env ?? process.env,
      stdio: ["ignore", "pipe", "pipe"],
      detached: ownGroup,
    });
    let output = "";
    let timedOut = false;
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString("utf8")).slice(-keptOutput);
      onOutput?.(chunk.toString("utf8"));
    };
    const onSignal = (/** @type {NodeJS.Signals} */ signal) => {
      killGroup(child);
      process.exit(signal === "SIGINT" ? 130 : 143);
    };
    process.once("SIGINT", onSignal);
    process.once("SIGTERM", onSignal);
    const timer = setTimeout(() => {
      timedOut = true;
      killGroup(child);
    }, timeoutSeconds * 1000);
    const finish = (/** @type {number | null} */ code, missing = false) => {
      clearTimeout(timer);
      process.off("SIGINT", onSignal);
      process.off("SIGTERM", onSignal);
      resolve({ code, output, timedOut, missing });
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.on("error", (error) => {
      output += error.message;
      finish(null, "code" in error && error.code === "ENOENT");
    });
    child.on("close", (code) => finish(code));
  });
}

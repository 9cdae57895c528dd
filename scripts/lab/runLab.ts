import { spawn } from "node:child_process";
import { join } from "node:path";
import { notebooksDirectory, projectRoot } from "../setup/paths.mjs";
import type { LabPython } from "./LabPython.js";

const parentCheck = 500; // milliseconds

/**
 * Runs JupyterLab on the notebooks until it ends. It ends with this process, and this process with the one that started
 * it, so that neither JupyterLab nor a kernel is left behind.
 *
 * @returns its exit code
 */
export async function runLab(
  { program, environment }: LabPython,
  options: readonly string[],
): Promise<number> {
  const serve = join(projectRoot, "scripts", "lab", "serve.py");
  const server = spawn(program, [serve, ...options], {
    cwd: notebooksDirectory,
    env: environment,
    stdio: "inherit",
  });
  const end = (): void => void server.kill("SIGTERM");
  // A terminal sends Ctrl-C to JupyterLab as well; it asks, and its exit ends us.
  const listeners = { SIGINT: (): void => undefined, SIGTERM: end, SIGHUP: end } as const;
  const signals = Object.entries(listeners) as [NodeJS.Signals, () => void][];
  for (const [signal, listener] of signals) process.on(signal, listener);
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid !== parent) end();
  }, parentCheck);
  return await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.once("exit", (code, signal) => {
      clearInterval(watch);
      for (const [name, listener] of signals) process.off(name, listener);
      resolve(code ?? (signal === "SIGTERM" ? 143 : 1));
    });
  });
}

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { jupyterDirectory, projectRoot } from "../setup/paths.mjs";

/** The name notebooks carry in their metadata. */
export const KERNEL_NAME = "kl-to-vae";

/** What Jupyter needs to start the kernel of this clone with this Node. */
export function kernelspec() {
  return {
    argv: [
      process.execPath,
      "--disable-warning=ExperimentalWarning",
      join(projectRoot, "scripts", "kernel", "launch.mjs"),
      "{connection_file}",
    ],
    display_name: "TypeScript (kl-to-vae)",
    language: "typescript",
    interrupt_mode: "signal",
    env: { TF_CPP_MIN_LOG_LEVEL: "2" },
    metadata: { debugger: false },
  };
}

/**
 * Writes `build/jupyter/kernels/kl-to-vae/kernel.json`, where it is missing or differs.
 * @returns {string} its path
 */
export function writeKernelspec() {
  const directory = join(jupyterDirectory, "kernels", KERNEL_NAME);
  const path = join(directory, "kernel.json");
  const text = `${JSON.stringify(kernelspec(), null, 2)}\n`;
  if (existsSync(path) && readFileSync(path, "utf8") === text) return path;
  mkdirSync(directory, { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, text);
  renameSync(temporary, path);
  return path;
}

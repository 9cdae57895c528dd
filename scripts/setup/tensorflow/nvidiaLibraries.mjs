import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../paths.mjs";
import { runPip } from "./runPip.mjs";

const timeoutSeconds = 60 * 60;

/**
 * Installs NVIDIA's libraries to `nvidia/` in a folder, beside `tensorflow/`: there TensorFlow's library looks for them (its
 * RUNPATH has `$ORIGIN/../nvidia/cublas/lib` and so on).
 *
 * @param {import("./wheels.mjs").Wheel} wheel
 * @param {string} python
 * @param {string} folder
 */
export async function installNvidiaLibraries({ requirements, platforms }, python, folder) {
  if (!requirements) return;
  await runPip(
    "Downloading NVIDIA's libraries (2.8 GB, once for all clones)",
    python,
    ["install", "--target", folder, "--no-compile"],
    {
      folder,
      requirements: requirementsPath(requirements),
      platforms,
      what: "NVIDIA's libraries",
      timeoutSeconds,
    },
  );
}

/**
 * The packages that a wheel's library loads besides.
 *
 * @param {import("./wheels.mjs").Wheel} wheel
 * @returns {string[]} like "nvidia-nccl-cu12==2.32.3"
 */
export function pinnedPackages({ requirements }) {
  if (!requirements) return [];
  return readFileSync(requirementsPath(requirements), "utf8").match(/^[\w-]+==[\w.]+/gm) ?? [];
}

/** @param {string} name */
function requirementsPath(name) {
  return join(projectRoot, "scripts", "setup", "tensorflow", name);
}

import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npmCommand } from "../ensureDependencies.mjs";
import { lastLines } from "../lastLines.mjs";
import { projectRoot } from "../paths.mjs";
import { runStep } from "../runStep.mjs";
import { SetupError } from "../SetupError.mjs";
import { bindingPath, tfjsNodeDirectory } from "./binding.mjs";

const timeoutSeconds = 10 * 60;

/**
 * tfjs-node's own way: its install script fetches a prebuilt TensorFlow 2.9. The project publishes no checksums for it, so
 * the result is only checked by running it.
 *
 * @throws SetupError with the reason, with nothing half-installed left behind
 */
export async function bindingFromPrebuilt() {
  const manifest = join(tfjsNodeDirectory, "package.json");
  const before = readFileSync(manifest);
  const [program, args] = npmCommand();
  const { code, output, timedOut } = await runStep(
    "Fetching tfjs-node's prebuilt TensorFlow",
    program,
    [...args, "rebuild", "@tensorflow/tfjs-node", "--ignore-scripts=false"],
    { cwd: projectRoot, timeoutSeconds },
  );
  // Its script rewrites its own package.json while it runs.
  writeFileSync(manifest, before);
  if (code === 0 && existsSync(bindingPath)) return;
  removePrebuilt();
  throw new SetupError(
    timedOut
      ? `it took longer than ${timeoutSeconds / 60} minutes`
      : `its install script failed\n${lastLines(output, 2)}`,
  );
}

/** Removes what the install script left. */
export function removePrebuilt() {
  for (const folder of ["deps", "lib"])
    rmSync(join(tfjsNodeDirectory, folder), { recursive: true, force: true });
}

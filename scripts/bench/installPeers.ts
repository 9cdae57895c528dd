import { join } from "node:path";
import { projectRoot } from "../setup/paths.mjs";
import { installVirtualEnvironment } from "../setup/virtualEnvironment.mjs";
import { benchDirectory } from "./benchDirectory.js";

/**
 * Installs the Python packages that we are compared with into an environment of the benchmark's own, unless exactly those
 * are there. They carry no checksums, so that a build for the CPU alone serves where pip is set up to find one.
 *
 * @returns the path of the environment's Python
 * @throws SetupError where Python is missing or the packages cannot be had
 */
export async function installPeers(): Promise<string> {
  return await installVirtualEnvironment({
    directory: join(benchDirectory, "python"),
    packages: "PyTorch and scikit-learn",
    requirements: join(projectRoot, "scripts", "bench", "requirements.txt"),
    timeoutSeconds: 60 * 60,
    command: "npm run bench",
    around: "With `npm run bench -- --python PATH` it takes one that has the packages.",
    announce: () =>
      console.error(
        "  PyTorch may be a download of some gigabytes (on Linux it brings NVIDIA's libraries along), once, into build/bench.\n" +
          "  `npm run bench -- --python PATH` takes a Python that has PyTorch and scikit-learn instead.",
      ),
  });
}

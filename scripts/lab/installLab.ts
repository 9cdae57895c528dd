import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildDirectory, projectRoot } from "../setup/paths.mjs";
import { installVirtualEnvironment, virtualProgram } from "../setup/virtualEnvironment.mjs";

/** The project's own virtual environment with JupyterLab and plotly's renderer for it. */
export const labDirectory: string = join(buildDirectory, "lab");

/**
 * Installs the pinned JupyterLab, unless exactly that is there.
 *
 * @returns the path of the environment's Python
 * @throws SetupError where Python is missing or the packages cannot be had
 */
export async function installLab(): Promise<string> {
  return await installVirtualEnvironment({
    directory: labDirectory,
    packages: "JupyterLab",
    requirements: join(projectRoot, "scripts", "lab", "requirements.txt"),
    pipOptions: ["--require-hashes"],
    timeoutSeconds: 15 * 60,
    command: "npm run lab",
    around: "Everything else works without it: `npm start`, `npm run notebook`, `npm run posts`.",
    finish: writeSettings,
  });
}

/** A program of the environment, by name. */
export function venvProgram(name: string): string {
  return virtualProgram(labDirectory, name);
}

/** JupyterLab asks for no news and no updates: the series is read without a network. */
function writeSettings(): void {
  // JupyterLab runs CommonJS scripts of its own below this folder, which the project's package.json would declare modules.
  writeFileSync(join(labDirectory, "package.json"), JSON.stringify({ type: "commonjs" }));
  const folder = join(labDirectory, "share", "jupyter", "lab", "settings");
  mkdirSync(folder, { recursive: true });
  const overrides = {
    "@jupyterlab/apputils-extension:notification": {
      checkForUpdates: false,
      doNotDisturbMode: true,
      fetchNews: "false",
    },
  };
  writeFileSync(join(folder, "overrides.json"), JSON.stringify(overrides, null, 2));
}

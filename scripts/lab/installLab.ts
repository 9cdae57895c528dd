import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "../setup/lastLines.mjs";
import { buildDirectory, projectRoot } from "../setup/paths.mjs";
import { findPythonWithVenv } from "../setup/python.mjs";
import { runStep } from "../setup/runStep.mjs";
import { SetupError } from "../setup/SetupError.mjs";
import { withLock } from "../setup/withLock.mjs";

/** The project's own virtual environment with JupyterLab and plotly's renderer for it. */
export const labDirectory: string = join(buildDirectory, "lab");

const requirements = join(projectRoot, "scripts", "lab", "requirements.txt");
const timeoutSeconds = 15 * 60;

/**
 * Installs the pinned JupyterLab, unless exactly that is there.
 *
 * @returns the path of the environment's Python
 * @throws SetupError where Python is missing or the packages cannot be had
 */
export async function installLab(): Promise<string> {
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (!isComplete(wanted)) {
    const onWait = (): void => console.error("  Waiting for another installation of JupyterLab …");
    await withLock(join(buildDirectory, "locks", "lab.lock"), () => install(wanted), { onWait });
  }
  return venvProgram("python");
}

/** A program of the environment, by name. */
export function venvProgram(name: string): string {
  return process.platform === "win32"
    ? join(labDirectory, "Scripts", `${name}.exe`)
    : join(labDirectory, "bin", name);
}

function isComplete(wanted: string): boolean {
  const stamp = join(labDirectory, "complete.json");
  return (
    existsSync(stamp) && readFileSync(stamp, "utf8").includes(wanted) && existsSync(venvProgram("python"))
  );
}

async function install(wanted: string): Promise<void> {
  if (isComplete(wanted)) return;
  const python = await findPythonWithVenv();
  if (!python) {
    throw new SetupError("JupyterLab needs Python 3.10 or newer with venv, and none was found.", {
      remedy:
        "Install Python (Debian: apt-get install python3-venv) and run `npm run lab` again. Everything else works without it: `npm start`, `npm run notebook`, `npm run posts`.",
    });
  }
  rmSync(labDirectory, { recursive: true, force: true });
  mkdirSync(labDirectory, { recursive: true });
  await step("Making a virtual environment", python, ["-m", "venv", labDirectory]);
  const pip = ["-m", "pip", "install", "--require-hashes", "--no-cache-dir", "--disable-pip-version-check"];
  await step("Installing JupyterLab", venvProgram("python"), [
    ...pip,
    "--progress-bar",
    "off",
    "-r",
    requirements,
  ]);
  writeSettings();
  writeFileSync(join(labDirectory, "complete.json"), JSON.stringify({ requirements: wanted }));
}

async function step(title: string, program: string, args: string[]): Promise<void> {
  const { code, output, timedOut } = await runStep(title, program, args, { timeoutSeconds });
  if (code === 0) return;
  const why = timedOut
    ? `took longer than ${timeoutSeconds / 60} minutes`
    : `failed:\n${lastLines(output, 6)}`;
  throw new SetupError(`${title} ${why}`, {
    remedy:
      "Check the connection to your Python package index and the space on the disk, then run `npm run lab` again.",
  });
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

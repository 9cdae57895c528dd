import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { lastLines } from "./lastLines.mjs";
import { buildDirectory } from "./paths.mjs";
import { findPythonWithVenv } from "./python.mjs";
import { runStep } from "./runStep.mjs";
import { SetupError } from "./SetupError.mjs";
import { withLock } from "./withLock.mjs";

/**
 * A virtual environment of the project's own. `packages`: what is installed there, for people. `requirements`: the path of
 * pip's requirements file. `pipOptions`: further options of `pip install`. `command`: what to run again after a failure.
 * `around`: how to do without. `announce`: called before anything is made; `finish`: after the packages are there.
 *
 * @typedef {{
 *   directory: string, packages: string, requirements: string, pipOptions?: readonly string[], timeoutSeconds: number,
 *   command: string, around: string, announce?: () => void, finish?: () => void,
 * }} VirtualEnvironment
 */

/**
 * Makes a virtual environment and installs its packages, unless exactly those are there.
 *
 * @param {VirtualEnvironment} environment
 * @returns {Promise<string>} the path of its Python
 * @throws SetupError where Python is missing or the packages cannot be had
 */
export async function installVirtualEnvironment(environment) {
  const { directory, packages, requirements } = environment;
  const wanted = createHash("sha256").update(readFileSync(requirements)).digest("hex");
  if (!isComplete(directory, wanted)) {
    const onWait = () => console.error(`  Waiting for another installation of ${packages} …`);
    const lock = join(buildDirectory, "locks", `${basename(directory)}.lock`);
    await withLock(lock, () => install(environment, wanted), { onWait });
  }
  return virtualProgram(directory, "python");
}

/**
 * The path of a program of a virtual environment.
 *
 * @param {string} directory the environment's
 * @param {string} name
 */
export function virtualProgram(directory, name) {
  return process.platform === "win32"
    ? join(directory, "Scripts", `${name}.exe`)
    : join(directory, "bin", name);
}

/**
 * @param {string} directory
 * @param {string} wanted the checksum of the requirements
 */
function isComplete(directory, wanted) {
  const stamp = join(directory, "complete.json");
  return (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8").includes(wanted) &&
    existsSync(virtualProgram(directory, "python"))
  );
}

/**
 * @param {VirtualEnvironment} environment
 * @param {string} wanted
 */
async function install(environment, wanted) {
  const { directory, packages, requirements, pipOptions = [], announce, finish } = environment;
  if (isComplete(directory, wanted)) return;
  const python = await findPythonWithVenv();
  if (!python) {
    throw new SetupError(`${packages} needs Python 3.10 or newer with venv, and none was found.`, {
      remedy: `Install Python (Debian: apt-get install python3-venv) and run \`${environment.command}\` again. ${environment.around}`,
    });
  }
  announce?.();
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
  await step(environment, "Making a virtual environment", python, ["-m", "venv", directory]);
  const pip = ["-m", "pip", "install", "--no-cache-dir", "--disable-pip-version-check"];
  await step(environment, `Installing ${packages}`, virtualProgram(directory, "python"), [
    ...pip,
    "--progress-bar",
    "off",
    ...pipOptions,
    "-r",
    requirements,
  ]);
  finish?.();
  writeFileSync(join(directory, "complete.json"), JSON.stringify({ requirements: wanted }));
}

/**
 * @param {VirtualEnvironment} environment
 * @param {string} title
 * @param {string} program
 * @param {string[]} args
 */
async function step({ timeoutSeconds, command }, title, program, args) {
  const { code, output, timedOut } = await runStep(title, program, args, { timeoutSeconds });
  if (code === 0) return;
  const why = timedOut
    ? `took longer than ${timeoutSeconds / 60} minutes`
    : `failed:\n${lastLines(output, 6)}`;
  throw new SetupError(`${title} ${why}`, {
    remedy: `Check the connection to your Python package index and the space on the disk, then run \`${command}\` again.`,
  });
}

import { runProcess } from "./runProcess.mjs";

const candidates = process.platform === "win32" ? ["python", "py"] : ["python3", "python"];

/**
 * A Python 3 that has pip.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findPythonWithPip() {
  return await firstThatRuns(["-m", "pip", "--version"]);
}

/**
 * A Python 3.10 or newer that can make virtual environments.
 *
 * @returns {Promise<string | undefined>}
 */
export async function findPythonWithVenv() {
  return await firstThatRuns(["-c", "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))"]);
}

/** @param {string[]} args */
async function firstThatRuns(args) {
  for (const candidate of candidates) {
    const { code } = await runProcess(candidate, args, { timeoutSeconds: 30 });
    if (code === 0) return candidate;
  }
  return undefined;
}

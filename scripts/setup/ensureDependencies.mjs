import { rmSync } from "node:fs";
import { basename, join } from "node:path";
import { lastLines } from "./lastLines.mjs";
import { buildDirectory, projectRoot } from "./paths.mjs";
import { readJson } from "./readJson.mjs";
import { runStep } from "./runStep.mjs";
import { SetupError } from "./SetupError.mjs";
import { withLock } from "./withLock.mjs";

/** @typedef {Record<string, { version?: string, optional?: boolean, devOptional?: boolean, peer?: boolean }>} Packages */

const timeoutSeconds = 20 * 60;

/** Installs the npm packages of the lock file, unless exactly these are there. Uses Node's own modules only. */
export async function ensureDependencies() {
  if (dependenciesInstalled()) return;
  const lock = join(buildDirectory, "locks", "npm.lock");
  await withLock(lock, install, {
    onWait: () => console.error("  Waiting for another npm install in this folder …"),
  });
}

/** Whether `node_modules` holds what the lock file asks for, at the same versions (optional packages aside). */
export function dependenciesInstalled(root = projectRoot) {
  const installed = readPackages(installedRecord(root));
  if (!installed) return false;
  const path = join(root, "package-lock.json");
  const wanted = readPackages(path);
  if (!wanted) {
    throw new SetupError(`${path} is missing or not a lock file.`, {
      remedy: "Restore it (git checkout package-lock.json).",
    });
  }
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith("node_modules/") || entry.optional || entry.devOptional || entry.peer) return true;
    return installed[path]?.version === entry.version;
  });
}

async function install() {
  if (dependenciesInstalled()) return;
  const [program, args] = npmCommand();
  const { code, output, timedOut, missing } = await runStep(
    "Installing npm packages",
    program,
    [...args, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
    { cwd: projectRoot, timeoutSeconds },
  );
  // With a full disk npm only warns that it could not write this file and that, and ends as if all were well.
  if (code === 0 && !/TAR_ENTRY_ERROR|ENOSPC/.test(output)) return;
  rmSync(installedRecord(projectRoot), { force: true });
  const why = missing
    ? "npm was not found"
    : timedOut
      ? `npm took longer than ${timeoutSeconds / 60} minutes`
      : npmReason(output);
  const reported = output.replace(/^npm (warn|notice).*$/gm, "");
  throw new SetupError(`The npm packages could not be installed: ${why}.\n${lastLines(reported, 6)}`, {
    remedy: /EUSAGE/.test(output)
      ? "Restore both files (git checkout package.json package-lock.json), or bring the lock file up to date (npm install)."
      : "Check the connection to your npm registry (npm ping) and the space on the disk, then run the command again: it takes up where it stopped.",
  });
}

/** @returns {[program: string, args: string[]]} */
export function npmCommand(environment = process.env) {
  const script = environment.npm_execpath;
  if (script && basename(script) === "npm-cli.js") return [process.execPath, [script]];
  return process.platform === "win32" ? ["npm.cmd", []] : ["npm", []];
}

/** @param {string} output */
function npmReason(output) {
  if (/ENOSPC/.test(output)) return "the disk is full";
  if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN|ENETUNREACH/.test(output))
    return "the npm registry cannot be reached";
  if (/EACCES|EROFS/.test(output)) return "a folder cannot be written";
  if (/EUSAGE/.test(output)) return "package-lock.json and package.json do not agree";
  return "npm failed";
}

/**
 * Where npm notes what it has installed; it is there only if npm came to its end.
 *
 * @param {string} root
 */
function installedRecord(root) {
  return join(root, "node_modules", ".package-lock.json");
}

/**
 * @param {string} path
 * @returns {Packages | undefined} undefined where there is no such file, or only a part of it
 */
function readPackages(path) {
  return /** @type {{ packages?: Packages } | undefined} */ (readJson(path))?.packages;
}

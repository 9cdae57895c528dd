import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { lastLines } from "./lastLines.mjs";
import { buildDirectory, projectRoot } from "./paths.mjs";
import { runStep } from "./runStep.mjs";
import { SetupError } from "./SetupError.mjs";
import { withLock } from "./withLock.mjs";

const timeoutSeconds = 300;

/**
 * @typedef {{ name: string, title: string, project: string, output: string, sources: string[], after?: (output: string) => void }} Target
 */

/** @type {Target} */
const library = {
  name: "library",
  title: "Building the library",
  project: "lib",
  output: join(projectRoot, "lib", "dist"),
  sources: ["lib/src", "lib/package.json", "lib/tsconfig.json", "tsconfig.json", "data"],
  after: copyData,
};

/** @type {Target} */
const scripts = {
  name: "scripts",
  title: "Building the scripts",
  project: "scripts",
  output: join(buildDirectory, "scripts"),
  sources: ["scripts", "tsconfig.json"],
};

/** Compiles the library to `lib/dist`, where that is missing or older than its sources. */
export async function ensureLibraryBuilt() {
  return await ensureTarget(library, "");
}

/** Compiles the library to `lib/dist` and the scripts to `build/scripts`, where they are missing or older than their sources. */
export async function ensureBuilt() {
  await ensureTarget(scripts, await ensureLibraryBuilt());
}

/**
 * @param {Target} target
 * @param {string} base what the target's sources stand on: a change there builds it again
 * @returns {Promise<string>} the fingerprint of the sources
 */
async function ensureTarget(target, base) {
  const fingerprint = fingerprintOf(target, base);
  if (isFresh(target, fingerprint)) return fingerprint;
  const lock = join(buildDirectory, "locks", `${target.name}.lock`);
  await withLock(lock, async () => {
    if (!isFresh(target, fingerprint)) await compile(target, fingerprint);
  });
  return fingerprint;
}

/**
 * @param {Target} target
 * @param {string} fingerprint
 */
function isFresh(target, fingerprint) {
  const stamp = stampPath(target);
  return existsSync(target.output) && existsSync(stamp) && readFileSync(stamp, "utf8") === fingerprint;
}

/**
 * @param {Target} target
 * @param {string} fingerprint
 */
async function compile(target, fingerprint) {
  const compiler = join(projectRoot, "node_modules", "typescript", "bin", "tsc");
  const temporary = `${target.output}.new-${process.pid}`;
  const old = `${target.output}.old-${process.pid}`;
  try {
    const args = [compiler, "-p", target.project, "--outDir", temporary, "--pretty", "false"];
    const { code, output, timedOut } = await runStep(target.title, process.execPath, args, {
      cwd: projectRoot,
      timeoutSeconds,
    });
    if (code !== 0) {
      const why = timedOut ? `took longer than ${timeoutSeconds} s` : `has errors:\n${lastLines(output, 12)}`;
      throw new SetupError(`${target.title} failed: ${target.project} ${why}`, {
        remedy: "Mend the sources and run the command again.",
      });
    }
    target.after?.(temporary);
    if (existsSync(target.output)) renameSync(target.output, old);
    renameSync(temporary, target.output);
    mkdirSync(dirname(stampPath(target)), { recursive: true });
    writeFileSync(stampPath(target), fingerprint);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
    rmSync(old, { recursive: true, force: true });
  }
}

/** @param {Target} target */
function stampPath(target) {
  return join(buildDirectory, "setup", `${target.name}.built`);
}

/**
 * The names, sizes and times of a target's sources: cheap enough for every start of a kernel, and the same where the
 * project has been moved.
 *
 * @param {Target} target
 * @param {string} base
 */
function fingerprintOf(target, base) {
  const hash = createHash("sha256").update(base);
  for (const source of target.sources) addTo(hash, join(projectRoot, source));
  return hash.digest("hex");
}

/**
 * @param {import("node:crypto").Hash} hash
 * @param {string} path
 */
function addTo(hash, path) {
  const stats = statSync(path);
  if (stats.isDirectory()) {
    for (const entry of readdirSync(path).sort()) addTo(hash, join(path, entry));
  } else {
    hash.update(`${relative(projectRoot, path)}|${stats.size}|${Math.round(stats.mtimeMs)}\n`);
  }
}

/**
 * The small data sets travel with the package.
 *
 * @param {string} output
 */
function copyData(output) {
  const source = join(projectRoot, "data");
  mkdirSync(join(output, "data"), { recursive: true });
  for (const name of readdirSync(source).filter((entry) => entry.endsWith(".csv"))) {
    copyFileSync(join(source, name), join(output, "data", name));
  }
}

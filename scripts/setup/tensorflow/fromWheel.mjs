import { createHash, randomUUID } from "node:crypto";
import {
  createReadStream,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { lastLines } from "../lastLines.mjs";
import { projectRoot } from "../paths.mjs";
import { withProgress } from "../progress.mjs";
import { findPythonWithPip } from "../python.mjs";
import { readJson } from "../readJson.mjs";
import { runProcess } from "../runProcess.mjs";
import { runStep } from "../runStep.mjs";
import { SetupError } from "../SetupError.mjs";
import { withLock } from "../withLock.mjs";
import { tfjsNodeDirectory, tfjsNodeVersion } from "./binding.mjs";
import { extractLibrary } from "./extractLibrary.mjs";
import { findCompiler } from "./findCompiler.mjs";
import { neededMegabytes, tensorflowVersion, wheels } from "./wheels.mjs";

const downloadTimeoutSeconds = 15 * 60;
const compileTimeoutSeconds = 10 * 60;
const pipDownload =
  "-m pip download --no-deps --only-binary=:all: --no-cache-dir --disable-pip-version-check --progress-bar off " +
  "--retries 2 --timeout 30 --implementation cp --python-version 3.11 --abi cp311";

/**
 * Native TensorFlow out of PyPI's wheel: the library of the wheel, and tfjs-node's two C++ files built against it. Made
 * once in the cache, for all clones.
 *
 * @param {string} cache
 * @returns {Promise<string>} the path of the binding
 * @throws SetupError with the reason why this way is closed on this machine
 */
export async function bindingFromWheel(cache) {
  const ready = cachedBinding(cache);
  if (ready) return ready;
  const onWait = () => console.error("  Waiting for another set-up to finish building TensorFlow …");
  return await withLock(
    join(cache, "locks", "tensorflow.lock"),
    async () => cachedBinding(cache) ?? (await make(cache)),
    { onWait },
  );
}

/**
 * The binding in the cache, if all of it is there at its recorded size.
 *
 * @param {string} cache
 */
export function cachedBinding(cache) {
  const folder = cacheFolder(cache);
  const complete = /** @type {{ sizes: Record<string, number> } | undefined} */ (
    readJson(join(folder, "complete.json"))
  );
  const sizeOf = (/** @type {string} */ name) =>
    statSync(join(folder, "tensorflow", name), { throwIfNoEntry: false })?.size;
  const whole = complete && Object.entries(complete.sizes).every(([name, size]) => sizeOf(name) === size);
  return whole ? join(folder, "tensorflow", "tfjs_binding.node") : undefined;
}

/** @param {string} cache */
function cacheFolder(cache) {
  return join(
    cache,
    `tensorflow-${tensorflowVersion}-tfjs-node-${tfjsNodeVersion()}-${process.platform}-${process.arch}`,
  );
}

/** @param {string} cache */
async function make(cache) {
  const wheel = wheels[`${process.platform}-${process.arch}`];
  if (!wheel)
    throw new SetupError(
      `there is no wheel with TensorFlow's library for ${process.platform} on ${process.arch}`,
    );
  const python = await findPythonWithPip();
  if (!python)
    throw new SetupError("the wheel needs Python with pip", {
      remedy: "Install Python 3 with pip (Debian: python3-pip).",
    });
  const compiler = await findCompiler();
  if (!compiler)
    throw new SetupError("the binding needs a C++ compiler", {
      remedy: "Install one (Debian: g++; macOS: xcode-select --install).",
    });
  removeLeftovers(cache);
  requireSpace(cache);
  const temporary = join(cache, `.tmp-${process.pid}-${randomUUID()}`);
  try {
    mkdirSync(temporary, { recursive: true });
    const file = await fetchWheel(wheel, python, temporary);
    await withProgress("Unpacking TensorFlow's library", (report) =>
      extractLibrary(file, temporary, wheel.libraries, report),
    );
    rmSync(file);
    const binding = await compile(compiler, wheel, join(temporary, "tensorflow"));
    writeComplete(temporary, wheel);
    const folder = cacheFolder(cache);
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
    return join(folder, "tensorflow", binding);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOSPC") throw diskFull(cache);
    throw error;
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {import("./wheels.mjs").Wheel} wheel
 * @param {string} python
 * @param {string} folder
 */
async function fetchWheel(wheel, python, folder) {
  const requirements = join(folder, "requirements.txt");
  writeFileSync(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  const title = `Downloading TensorFlow ${tensorflowVersion} (${wheel.megabytes} MB, once for all clones)`;
  const args = `${pipDownload} --platform ${wheel.platform}`.split(" ");
  const env = { ...process.env, TMPDIR: folder, PIP_NO_INPUT: "1" };
  /** @param {(detail: string) => void} report */
  const download = async (report) => {
    const watch = setInterval(() => report(`${Math.round(folderBytes(folder) / 1e6)} MB`), 500);
    const all = [...args, "-d", folder, "-r", requirements];
    const ended = await runProcess(python, all, { env, timeoutSeconds: downloadTimeoutSeconds });
    clearInterval(watch);
    return ended;
  };
  const { code, output, timedOut } = await withProgress(title, download, (result) => result.code === 0);
  if (timedOut)
    throw new SetupError(`the download of the wheel took longer than ${downloadTimeoutSeconds / 60} minutes`);
  if (/No space left|Errno 28/.test(output)) throw diskFull(folder);
  if (code !== 0) throw new SetupError(`pip could not fetch ${wheel.requirement}\n${lastLines(output, 3)}`);
  const name = readdirSync(folder).find((entry) => entry.endsWith(".whl"));
  if (!name) throw new SetupError("pip said that it fetched the wheel, but it is not there");
  const file = join(folder, name);
  const found = await sha256(file);
  if (found !== wheel.sha256) throw new SetupError(`the wheel's checksum is ${found}, not ${wheel.sha256}`);
  return file;
}

/**
 * @param {string} compiler
 * @param {import("./wheels.mjs").Wheel} wheel
 * @param {string} folder
 */
async function compile(compiler, wheel, folder) {
  const name = "tfjs_binding.node";
  const headers = join(projectRoot, "node_modules", "node-api-headers", "include");
  const [library, framework] = wheel.libraries;
  const platformFlags =
    process.platform === "darwin"
      ? ["-undefined", "dynamic_lookup", "-Wl,-rpath,@loader_path"]
      : ["-Wl,-rpath,$ORIGIN"];
  const sources = ["tfjs_backend.cc", "tfjs_binding.cc"].map((source) =>
    join(tfjsNodeDirectory, "binding", source),
  );
  const includes = [headers, join(folder, "include"), tfjsNodeDirectory].map((path) => `-I${path}`);
  const libraries = [join(folder, library), join(folder, framework)];
  const args = [
    "-std=c++17",
    "-O2",
    "-fPIC",
    "-shared",
    "-DNAPI_VERSION=8",
    ...includes,
    ...sources,
    ...platformFlags,
  ];
  const { code, output, timedOut } = await runStep(
    "Building the binding to TensorFlow",
    compiler,
    [...args, ...libraries, "-o", join(folder, name)],
    { timeoutSeconds: compileTimeoutSeconds },
  );
  if (code === 0 && existsSync(join(folder, name))) return name;
  if (/No space left/.test(output)) throw diskFull(folder);
  const reason = timedOut
    ? `took longer than ${compileTimeoutSeconds / 60} minutes`
    : `failed\n${lastLines(output, 5)}`;
  throw new SetupError(`the C++ compiler (${compiler}) ${reason}`);
}

/**
 * @param {string} temporary
 * @param {import("./wheels.mjs").Wheel} wheel
 */
function writeComplete(temporary, wheel) {
  const files = [...wheel.libraries, "tfjs_binding.node"];
  const sizes = Object.fromEntries(
    files.map((name) => [name, statSync(join(temporary, "tensorflow", name)).size]),
  );
  rmSync(join(temporary, "requirements.txt"), { force: true });
  writeFileSync(join(temporary, "complete.json"), JSON.stringify({ wheel: wheel.sha256, sizes }, null, 2));
}

/**
 * What killed set-ups left in the cache. Called with the lock held. A program that such a set-up had started may still be
 * writing there for a while; what it keeps from being removed goes the next time.
 *
 * @param {string} cache
 */
function removeLeftovers(cache) {
  for (const entry of readdirSync(cache).filter((name) => name.startsWith(".tmp-"))) {
    try {
      rmSync(join(cache, entry), { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== "ENOTEMPTY") throw error;
    }
  }
}

/** @param {string} cache */
function requireSpace(cache) {
  const { bavail, bsize } = statfsSync(cache);
  const free = Math.floor((bavail * bsize) / 1e6);
  if (free < neededMegabytes) {
    throw new SetupError(`the cache ${cache} has ${free} MB free and ${neededMegabytes} MB are needed`, {
      remedy: "Free some space, or name another folder with KL_TO_VAE_CACHE.",
    });
  }
}

/** @param {string} folder */
function diskFull(folder) {
  return new SetupError(`the disk with ${folder} is full`, {
    remedy: "Free some space, or name another folder with KL_TO_VAE_CACHE.",
  });
}

/** @param {string} path */
async function sha256(path) {
  const hash = createHash("sha256");
  await pipeline(createReadStream(path), hash);
  return hash.digest("hex");
}

/**
 * @param {string} folder
 * @returns {number}
 */
function folderBytes(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .reduce(
        (sum, entry) =>
          sum + (statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0),
        0,
      );
  } catch {
    return 0;
  }
}

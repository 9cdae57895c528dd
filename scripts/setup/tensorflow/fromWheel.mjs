import { randomUUID } from "node:crypto";
import { mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { withProgress } from "../progress.mjs";
import { findPythonWithPip } from "../python.mjs";
import { SetupError } from "../SetupError.mjs";
import { withLock } from "../withLock.mjs";
import { bindingName, cachedBinding, writeComplete } from "./cachedBinding.mjs";
import { compileBinding } from "./compileBinding.mjs";
import { extractLibrary } from "./extractLibrary.mjs";
import { fetchWheel } from "./fetchWheel.mjs";
import { findCompiler } from "./findCompiler.mjs";
import { installNvidiaLibraries } from "./nvidiaLibraries.mjs";
import { diskFull, removeLeftovers, requireSpace } from "./space.mjs";
import { folderNameOf, wheelFor } from "./wheels.mjs";

/** @typedef {import("./wheels.mjs").Build} Build */

/**
 * Native TensorFlow out of PyPI's wheel: the library of the wheel, and tfjs-node's two C++ files built against it. Made
 * once in the cache, for all clones; the two builds lie there side by side.
 *
 * @param {string} cache
 * @param {Build} build
 * @returns {Promise<string>} the path of the binding
 * @throws SetupError with the reason why this way is closed on this machine
 */
export async function bindingFromWheel(cache, build) {
  const ready = cachedBinding(cache, build);
  if (ready) return ready;
  const onWait = () => console.error("  Waiting for another set-up to finish building TensorFlow …");
  return await withLock(
    join(cache, "locks", "tensorflow.lock"),
    async () => cachedBinding(cache, build) ?? (await make(cache, build)),
    { onWait },
  );
}

/**
 * @param {string} cache
 * @param {Build} build
 */
async function make(cache, build) {
  const { wheel, python, compiler } = await requirePrerequisites(build);
  removeLeftovers(cache);
  requireSpace(cache, wheel.neededMegabytes);
  const temporary = join(cache, `.tmp-${process.pid}-${randomUUID()}`);
  try {
    mkdirSync(temporary, { recursive: true });
    const file = await fetchWheel(wheel, python, temporary);
    await withProgress("Unpacking TensorFlow's library", (report) =>
      extractLibrary(file, temporary, wheel.libraries, report),
    );
    rmSync(file);
    await compileBinding(compiler, wheel, join(temporary, "tensorflow"));
    await installNvidiaLibraries(wheel, python, temporary);
    writeComplete(temporary, wheel);
    const folder = join(cache, folderNameOf(build));
    rmSync(folder, { recursive: true, force: true });
    renameSync(temporary, folder);
    return join(folder, "tensorflow", bindingName);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOSPC") throw diskFull(cache);
    throw error;
  } finally {
    // Again: a program of a killed set-up that was still writing at the start has come to its end by now.
    removeLeftovers(cache);
  }
}

/** @param {Build} build */
async function requirePrerequisites(build) {
  const wheel = wheelFor(build);
  if (!wheel)
    throw new SetupError(
      `there is no wheel with TensorFlow's library (${build.toUpperCase()} build) for ${process.platform} on ${process.arch}`,
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
  return { wheel, python, compiler };
}

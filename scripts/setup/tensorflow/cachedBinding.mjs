import { readdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { readJson } from "../readJson.mjs";
import { folderNameOf } from "./wheels.mjs";

const libraryFolder = "tensorflow";

/** The name of the compiled binding, beside TensorFlow's library. */
export const bindingName = "tfjs_binding.node";

/**
 * The binding in the cache, if all of it is there at its recorded size.
 *
 * @param {string} cache
 * @param {import("./wheels.mjs").Build} build
 */
export function cachedBinding(cache, build) {
  const folder = join(cache, folderNameOf(build));
  const complete = /** @type {{ sizes: Record<string, number> } | undefined} */ (
    readJson(join(folder, "complete.json"))
  );
  const sizeOf = (/** @type {string} */ name) =>
    statSync(join(folder, libraryFolder, name), { throwIfNoEntry: false })?.size;
  const whole = complete && Object.entries(complete.sizes).every(([name, size]) => sizeOf(name) === size);
  return whole ? join(folder, libraryFolder, bindingName) : undefined;
}

/**
 * Records the sizes of what a set-up made: the last thing it does before the folder gets its name.
 *
 * @param {string} folder
 * @param {import("./wheels.mjs").Wheel} wheel
 */
export function writeComplete(folder, wheel) {
  const libraries = join(folder, libraryFolder);
  const names = [...wheel.libraries, bindingName];
  if (wheel.requirements)
    names.push(...filesOf(join(folder, "nvidia")).map((path) => relative(libraries, path)));
  const sizes = Object.fromEntries(names.map((name) => [name, statSync(join(libraries, name)).size]));
  writeFileSync(join(folder, "complete.json"), JSON.stringify({ wheel: wheel.sha256, sizes }, null, 2));
}

/**
 * What is loaded or run, so without the headers.
 *
 * @param {string} folder
 */
function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !relative(folder, path).split(/[\\/]/).includes("include"));
}

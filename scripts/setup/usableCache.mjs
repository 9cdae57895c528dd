import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildDirectory, cacheDirectory } from "./paths.mjs";

/**
 * The shared cache if it can be written, else a folder inside the project.
 *
 * @returns {{ directory: string, note?: string }} `note`: why it is not the shared one
 */
export function usableCache() {
  const shared = cacheDirectory();
  try {
    probe(shared);
    return { directory: shared };
  } catch (error) {
    const own = join(buildDirectory, "cache");
    probe(own);
    const reason = /** @type {NodeJS.ErrnoException} */ (error).code ?? String(error);
    return {
      directory: own,
      note: `The cache ${shared} cannot be written (${reason}); using build/cache in the project.`,
    };
  }
}

/** @param {string} directory */
function probe(directory) {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `.probe-${process.pid}`);
  writeFileSync(file, "");
  rmSync(file);
}

import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { InvalidArgumentError } from "../../errors/index.js";
import { cacheDirectory } from "../cacheDirectory.js";

/** Where downloaded data sets are kept: each in its own folder in here. */
export function dataCacheDirectory(): string {
  return join(cacheDirectory(), "data");
}

/**
 * Where data sets are looked for, in order: the given directory, `KL_TO_VAE_DATA`, the cache.
 *
 * @throws InvalidArgumentError if one of the first two is named but is not a directory
 */
export function searchDirectories(directory: string | undefined): string[] {
  const named = [
    ["The `directory` option", directory],
    ["KL_TO_VAE_DATA", process.env["KL_TO_VAE_DATA"]],
  ] as const;
  const directories: string[] = [];
  for (const [who, path] of named) {
    if (!path) continue;
    if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
      throw new InvalidArgumentError(`${who} names ${path}, which is not a directory.`);
    }
    directories.push(resolve(path));
  }
  return [...directories, dataCacheDirectory()];
}

import { readFileSync } from "node:fs";

/**
 * The content of a JSON file, or undefined where there is no such file or it is not JSON.
 *
 * @param {string} path
 * @returns {unknown}
 */
export function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch {
    return undefined;
  }
}

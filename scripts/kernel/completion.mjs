import { join } from "node:path";
import { projectRoot } from "../setup/paths.mjs";
import { readJson } from "../setup/readJson.mjs";

/** @typedef {{ start: number, end: number, candidates: string[] }} Completion */

/** A cursor in the path of an import, behind the package's name. */
const TOPIC = /(?:\bfrom|\bimport)\s*\(?\s*["']kl-to-vae\/([\w-]*)$/;

/**
 * What Tab offers: tslab's candidates, and the library's topics in the path of an import.
 *
 * @param {{ complete(source: string, position: number): Completion }} completer
 * @param {string} source
 * @param {number} cursor in UTF-16 units
 * @returns {Completion}
 */
export function completion(completer, source, cursor) {
  const begun = TOPIC.exec(source.slice(0, cursor))?.[1];
  if (begun === undefined) return completer.complete(source, cursor);
  const candidates = topics().filter((topic) => topic.startsWith(begun));
  return { start: cursor - begun.length, end: cursor, candidates };
}

/** @returns {string[]} */
function topics() {
  const manifest = readJson(join(projectRoot, "lib", "package.json"));
  const { exports = {} } = /** @type {{ exports?: Record<string, unknown> }} */ (manifest ?? {});
  return Object.keys(exports).flatMap((path) => /^\.\/([\w-]+)$/.exec(path)?.[1] ?? []);
}

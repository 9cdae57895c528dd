import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, parse } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";

/**
 * Writes a program for the tests of a file, in a folder of its own within `build/`, where it finds the project's
 * packages.
 *
 * @returns where folder and program are, once the tests run
 */
export function useProgram(
  fileName: string,
  text: string,
): { readonly folder: string; readonly file: string } {
  const place = { folder: "", file: "" };
  beforeAll(() => {
    const build = join(projectRoot, "build");
    mkdirSync(build, { recursive: true });
    place.folder = mkdtempSync(join(build, `${parse(fileName).name}-`));
    place.file = join(place.folder, fileName);
    writeFileSync(place.file, text);
  });
  afterAll(() => rmSync(place.folder, { recursive: true, force: true }));
  return place;
}

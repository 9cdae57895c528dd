import { join } from "node:path";
import { buildDirectory, projectRoot } from "../setup/paths.mjs";

/** The path of a compiled contestant. */
export function nodeScript(name: string): string {
  return join(buildDirectory, "scripts", "bench", "contestants", name);
}

/** The path of a contestant in Python. */
export function pythonScript(name: string): string {
  return join(projectRoot, "scripts", "bench", "contestants", name);
}

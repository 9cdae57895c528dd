import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import { executedDirectory } from "../setup/paths.mjs";
import type { NotebookFiles } from "./notebook/readPost.js";

/** Each notebook with its executed copy, where `npm start` or `npm run notebook` has left one. */
export function executedCopies(
  notebooks: readonly string[],
  folder: string = executedDirectory,
): NotebookFiles[] {
  return notebooks.map((source) => {
    const executed = join(folder, basename(source));
    return existsSync(executed) ? { source, executed } : { source };
  });
}

import { existsSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { notebooksDirectory } from "../setup/paths.mjs";
import { NotebookError } from "./NotebookError.js";

/** The file behind a notebook's number (`04`) or path. */
export function findNotebook(name: string): string {
  if (!/^\d+$/.test(name)) return resolve(name);
  const all = existsSync(notebooksDirectory)
    ? readdirSync(notebooksDirectory).filter((file) => file.endsWith(".ipynb"))
    : [];
  const found = all.filter((file) => Number(/^\d+(?=-)/.exec(file)?.[0]) === Number(name));
  const [only] = found;
  if (only === undefined || found.length > 1) {
    throw new NotebookError(
      `No one notebook has the number ${name}. There are: ${all.join(", ") || "none"}.`,
    );
  }
  return join(notebooksDirectory, only);
}

import type { Cell } from "../../notebook/nbformat.js";
import { NotebookError } from "../../notebook/NotebookError.js";
import { readNotebook } from "../../notebook/readNotebook.js";
import { PostsError } from "../PostsError.js";

/** The cells of a notebook that a post can be made of; `name` is what messages call it. */
export function readCells(path: string, name: string): Cell[] {
  try {
    return readNotebook(path, { name, languages: ["TypeScript", "JavaScript"] }).cells;
  } catch (error) {
    throw error instanceof NotebookError ? new PostsError(error.message) : error;
  }
}

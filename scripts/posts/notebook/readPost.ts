import { basename, dirname } from "node:path";
import { PostsError } from "../PostsError.js";
import { frontMatter, postSchema, type PostMatter } from "./frontMatter.js";
import type { Cell } from "../../notebook/nbformat.js";
import { readCells } from "./readCells.js";
import { withOutputs } from "./withOutputs.js";

/** A notebook as it is written, and its copy with outputs where there is one. */
export interface NotebookFiles {
  readonly source: string;
  readonly executed?: string;
}

/** A cell with its place in the notebook, counted from 1, as messages name it. */
export type NumberedCell = Cell & { readonly number: number };

export interface Post {
  readonly name: string;
  readonly directory: string;
  readonly matter: PostMatter;
  readonly cells: readonly NumberedCell[];
}

/** Reads a notebook with its outputs and takes the front matter off its first cell. */
export function readPost(files: NotebookFiles, warn: (message: string) => void): Post {
  const name = basename(files.source);
  const cells = readRun(files, name, warn);
  const [first, ...others] = cells.map((cell, index) => ({ ...cell, number: index + 1 }));
  if (first === undefined || first.cell_type === "code") {
    throw new PostsError(
      `${name} has no front matter: its first cell must be a raw cell with a YAML block between --- lines.`,
    );
  }
  const { matter, rest } = frontMatter(first.source, postSchema, name);
  const start = first.cell_type === "markdown" ? [{ ...first, source: rest }] : [];
  return { name, directory: dirname(files.source), matter, cells: [...start, ...others] };
}

/** The cells as they are written now, with the outputs of the run where there was one. */
function readRun(files: NotebookFiles, name: string, warn: (message: string) => void): Cell[] {
  const source = readCells(files.source, name);
  if (files.executed === undefined) return source;
  const executed = readCells(files.executed, `the executed copy of ${name}`);
  const merged = withOutputs(source, executed);
  if (merged === undefined)
    warn(`${name}: its code has changed since it was run; the page shows the run. Run it again.`);
  return merged ?? executed;
}

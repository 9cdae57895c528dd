import { readFile } from "node:fs/promises";
import { PostsError } from "../PostsError.js";
import { describeIssue } from "./describeIssue.js";
import { notebookSchema, type NotebookCell } from "./nbformat.js";

const languages = ["typescript", "javascript"];

/** Reads the cells of a notebook; `name` is what messages call it. */
export async function readNotebook(path: string, name: string): Promise<NotebookCell[]> {
  const parsed = parseJson(await readText(path, name), name);
  const version = (parsed as { nbformat?: unknown } | null)?.nbformat;
  if (typeof version === "number" && version !== 4) {
    throw new PostsError(
      `${name} is nbformat ${version}; only nbformat 4 can be read. Open it in JupyterLab and save it.`,
    );
  }
  const result = notebookSchema.safeParse(parsed);
  if (!result.success) throw new PostsError(`${name} is not a notebook: ${describeIssue(result.error)}.`);
  const language = result.data.metadata.language_info?.name;
  if (language !== undefined && !languages.includes(language.toLowerCase())) {
    throw new PostsError(`${name} is written in ${language}; posts are made from TypeScript notebooks.`);
  }
  return result.data.cells;
}

async function readText(path: string, name: string): Promise<string> {
  try {
    return await readFile(path, "utf8");
  } catch (error) {
    throw new PostsError(`${name} cannot be read: ${(error as Error).message}.`);
  }
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new PostsError(`${name} is not JSON: ${(error as Error).message}.`);
  }
}

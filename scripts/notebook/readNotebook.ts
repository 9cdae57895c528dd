import { readFileSync } from "node:fs";
import { describeIssue } from "./describeIssue.js";
import { NotebookError } from "./NotebookError.js";
import { notebookSchema, type Notebook } from "./nbformat.js";

export interface ReadOptions {
  /** What messages call the notebook. Default: its path. */
  name?: string;
  /** The languages it may be written in, in any case. Default: TypeScript. */
  languages?: readonly string[];
}

/** Reads a notebook, or throws a `NotebookError` that says what is wrong with it. */
export function readNotebook(
  path: string,
  { name = path, languages = ["TypeScript"] }: ReadOptions = {},
): Notebook {
  const content = parseJson(name, readText(path, name));
  const version = isRecord(content) ? content.nbformat : undefined;
  if (typeof version === "number" && version !== 4) {
    throw new NotebookError(
      `${name} is in nbformat ${version}; only nbformat 4 can be read. Open it in JupyterLab and save it.`,
    );
  }
  const result = notebookSchema.safeParse(content);
  if (!result.success)
    throw new NotebookError(`${name} is not a notebook of nbformat 4: ${describeIssue(result.error)}.`);
  refuseOtherLanguages(result.data, name, languages);
  return result.data;
}

function readText(path: string, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new NotebookError(`${name} ${whyUnreadable(error)}.`);
  }
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "does not exist";
  if (code === "EISDIR") return "is a folder, not a notebook";
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "is not valid UTF-8";
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

function parseJson(name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotebookError(
      `${name} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function refuseOtherLanguages({ metadata }: Notebook, name: string, languages: readonly string[]): void {
  const allowed = new Set(languages.map((language) => language.toLowerCase()));
  for (const language of [metadata.language_info?.name, metadata.kernelspec?.language]) {
    if (language !== undefined && !allowed.has(language.toLowerCase())) {
      throw new NotebookError(
        `${name} is written in ${language}; only notebooks in ${languages.join(" or ")} can be read here.`,
      );
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

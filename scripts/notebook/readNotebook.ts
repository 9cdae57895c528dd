import { readFileSync } from "node:fs";
import type { z } from "zod";
import { NotebookError } from "./NotebookError.js";
import { notebookSchema, type Notebook } from "./nbformat.js";

/** Reads a TypeScript notebook, or throws a `NotebookError` that says what is wrong with it. */
export function readNotebook(path: string): Notebook {
  const content = parseJson(path, readText(path));
  const version = isRecord(content) ? content.nbformat : undefined;
  if (typeof version === "number" && version !== 4) {
    throw new NotebookError(
      `${path} is in nbformat ${version}; only nbformat 4 can be run. Open it in JupyterLab and save it.`,
    );
  }
  const result = notebookSchema.safeParse(content);
  if (!result.success)
    throw new NotebookError(`${path} is not a notebook of nbformat 4: ${firstProblem(result.error)}.`);
  refuseOtherLanguages(path, result.data);
  return result.data;
}

function readText(path: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  } catch (error) {
    throw new NotebookError(`${path} ${whyUnreadable(error)}.`);
  }
}

function whyUnreadable(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "does not exist";
  if (code === "EISDIR") return "is a folder, not a notebook";
  if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "is not valid UTF-8";
  return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new NotebookError(
      `${path} is not JSON: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}

function refuseOtherLanguages(path: string, { metadata }: Notebook): void {
  for (const language of [metadata.kernelspec?.language, metadata.language_info?.name]) {
    if (language !== undefined && language.toLowerCase() !== "typescript") {
      throw new NotebookError(`${path} is written in ${language}; only TypeScript notebooks can be run.`);
    }
  }
}

function firstProblem(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return error.message;
  const [first, index, ...rest] = issue.path;
  const inCell = first === "cells" && typeof index === "number";
  const place = inCell ? [`cell ${index + 1}`, ...rest.map(String)] : issue.path.map(String);
  return place.length === 0 ? issue.message : `${place.join(", ")}: ${issue.message}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

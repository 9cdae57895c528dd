import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { NotebookError } from "../../../scripts/notebook/NotebookError.js";
import { readNotebook } from "../../../scripts/notebook/readNotebook.js";

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-read-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const path = join(folder, "notebook.ipynb");
const markdown = { cell_type: "markdown", metadata: {}, source: ["one\n", "two"] };
const code = { cell_type: "code", metadata: {}, source: "1 + 1", outputs: [], execution_count: null };

function fileWith(content: string | Uint8Array | object): string {
  const isText = typeof content === "string" || content instanceof Uint8Array;
  writeFileSync(
    path,
    isText ? content : JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, ...content }),
  );
  return path;
}

function refusal(file: string): string {
  try {
    readNotebook(file);
  } catch (error) {
    if (error instanceof NotebookError) return error.message;
    throw error;
  }
  return "it was read";
}

describe("readNotebook", () => {
  it("joins lines, keeps what it does not know, and fills in what may be missing", () => {
    const shown = { output_type: "display_data", data: { "text/plain": "1" }, unknown: 1 };
    const cells = [markdown, { cell_type: "code", metadata: {}, source: "1", outputs: [shown], extra: true }];
    const notebook = readNotebook(fileWith({ cells, own: "kept" }));
    expect(notebook["own"]).toBe("kept");
    expect(notebook.cells).toEqual([
      { ...markdown, source: "one\ntwo" },
      { ...cells[1], execution_count: null, outputs: [{ ...shown, metadata: {} }] },
    ]);
  });

  it("says of a file that cannot be read why, under the name it was given", () => {
    mkdirSync(join(folder, "folder.ipynb"));
    expect(refusal(join(folder, "folder.ipynb"))).toBe(`${folder}/folder.ipynb is a folder, not a notebook.`);
    expect(refusal(join(folder, "nowhere.ipynb"))).toBe(`${folder}/nowhere.ipynb does not exist.`);
    expect(refusal(join(path, "below.ipynb"))).toMatch(/below\.ipynb cannot be read: ENOTDIR/);
    expect(() => readNotebook(join(folder, "nowhere.ipynb"), { name: "the copy" })).toThrow(
      "the copy does not exist.",
    );
  });

  it("refuses bytes that are not UTF-8", () => {
    const text = Buffer.from(JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells: [code] }));
    text[text.indexOf("1 + 1")] = 0xff;
    expect(refusal(fileWith(text))).toBe(`${path} is not valid UTF-8.`);
  });

  it("names the cell, counted from 1, and the field that is wrong", () => {
    const unknown = { ...code, cell_type: "table" };
    expect(refusal(fileWith({ cells: [markdown, unknown] }))).toMatch(/nbformat 4: cell 2, cell_type: /);
    const outputs = [{ output_type: "stream", name: "stdout" }];
    expect(refusal(fileWith({ cells: [{ ...code, outputs }] }))).toMatch(/cell 1, outputs, 0, text: /);
    expect(refusal(fileWith({ cells: "none" }))).toMatch(/nbformat 4: cells: /);
    expect(refusal(fileWith("[]"))).toMatch(/is not a notebook of nbformat 4/);
    expect(refusal(fileWith(""))).toMatch(/is not JSON/);
  });

  it("refuses a language it was not asked for, from either place, whatever its case", () => {
    const written = (metadata: object): string => fileWith({ metadata, cells: [code] });
    const kernelspec = (language: string): object => ({ kernelspec: { name: "k", language } });
    expect(refusal(written(kernelspec("python")))).toMatch(
      /is written in python; only notebooks in TypeScript can be read here\.$/,
    );
    expect(refusal(written({ language_info: { name: "R" } }))).toMatch(/is written in R;/);
    expect(refusal(written(kernelspec("TYPESCRIPT")))).toBe("it was read");
    expect(() =>
      readNotebook(written(kernelspec("python")), { languages: ["TypeScript", "JavaScript"] }),
    ).toThrow("only notebooks in TypeScript or JavaScript can be read here");
  });
});

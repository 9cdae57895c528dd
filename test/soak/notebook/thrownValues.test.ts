import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Cell } from "../../../scripts/notebook/nbformat.js";
import { runNotebook } from "../../../scripts/notebook/runNotebook.js";
import { notebookFile } from "../../scripts/notebook/notebookFile.js";

/** What is thrown, and the name and the text it must be shown with. */
const values: readonly (readonly [string, string, string])[] = [
  ["new Error('plain')", "Error", "plain"],
  ["new Error('')", "Error", ""],
  ["new Error('two\\nlines')", "Error", "two\nlines"],
  ["new TypeError('typed')", "TypeError", "typed"],
  ["new class OwnError extends Error { name = 'OwnError'; }('own')", "OwnError", "own"],
  ["new class Unnamed extends Error {}('inherits')", "Error", "inherits"],
  ["Object.assign(new Error('nameless'), { name: '' })", "Error", "nameless"],
  ["Object.assign(new Error('odd'), { name: 5, stack: null })", "5", "odd"],
  ["Object.assign(new Error('odd'), { message: { a: 1 } })", "Error", "[object Object]"],
  ["Object.assign(new Error('caused'), { cause: new RangeError('why') })", "Error", "caused"],
  ["Object.freeze(new Error('frozen'))", "Error", "frozen"],
  [
    "Object.defineProperty(new Error('m'), 'message', { get() { throw 1; } })",
    "Error",
    "what was thrown cannot be described",
  ],
  ["new Proxy(new Error('m'), { get() { throw 1; } })", "Error", "what was thrown cannot be described"],
  ["'text'", "string", "text"],
  ["''", "string", ""],
  ["null", "null", "null"],
  ["undefined", "undefined", "undefined"],
  ["42", "number", "42"],
  ["NaN", "number", "NaN"],
  ["BigInt(10)", "bigint", "10n"],
  ["Symbol('s')", "symbol", "Symbol(s)"],
  ["function named() {}", "function", "[Function: named]"],
  ["{ a: 1 }", "object", "{ a: 1 }"],
  ["Object.create(null)", "object", "[Object: null prototype] {}"],
  ["[1, 2]", "object", "[ 1, 2 ]"],
  ["new Map([[1, 2]])", "object", "Map(1) { 1 => 2 }"],
];

const ways: readonly (readonly [string, (value: string) => string])[] = [
  ["at once", (value) => `const value: any = ${value};\nthrow value;`],
  ["behind an await", (value) => `const value: any = ${value};\nawait null;\nthrow value;`],
  ["as a rejection", (value) => `const value: any = ${value};\nawait Promise.reject(value);`],
  [
    "from a function in a function",
    (value) => `const inner = () => { const value: any = ${value}; throw value; };\n[1].map(() => inner());`,
  ],
];

const cases = ways.flatMap(([way, source]) =>
  values.map(([value, name, message]) => ({ way, value, name, message, source: source(value) })),
);

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-thrown-"));
let cells: Cell[] = [];
beforeAll(async () => {
  const sources = cases.map(({ source }) => [source, ["raises-exception"]] as [string, string[]]);
  const path = notebookFile(folder, "thrown", sources);
  cells = (await runNotebook(path, { output: join(folder, "out.ipynb") })).notebook.cells;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("whatever is thrown is shown with a name and a text", () => {
  it.each(cases.map((one, i) => [one.value, one.way, i, one] as const))("%s, %s", (_, __, i, one) => {
    const cell = cells[i];
    expect(cell?.["execution_count"]).toBe(i + 1);
    expect(cell?.["outputs"]).toEqual([
      {
        output_type: "error",
        ename: one.name,
        evalue: one.message,
        traceback: expect.arrayContaining([expect.stringContaining(one.name)]) as unknown,
      },
    ]);
  });
});

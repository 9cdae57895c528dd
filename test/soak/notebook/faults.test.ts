import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runNotebook } from "../../../scripts/notebook/runNotebook.js";
import { notebookFile } from "../../scripts/notebook/notebookFile.js";

const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-soak-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const faults: readonly (readonly [string, string, string])[] = [
  ["a thrown string", "throw 'text';", "string"],
  ["a thrown null", "throw null;", "null"],
  ["a rejected promise", "await Promise.reject(new RangeError('late'));", "RangeError"],
  ["a type error", "const n: number = 'text';", "TypeScriptError"],
  ["a syntax error", "let = ;", "TypeScriptError"],
  ["an unknown name", "nothing;", "TypeScriptError"],
  ["a deep recursion", "const f = (): number => f() + 1;\nf();", "RangeError"],
  ["a synchronous loop", "while (true) {}", "CellTimeoutError"],
  ["a promise that never settles", "await new Promise(() => {});", "CellTimeoutError"],
  ["a loop behind an await", "await null;\nwhile (true) {}", "CellTimeoutError"],
  ["a clean exit", "process.exit(0);", "KernelDiedError"],
  ["an abort", "process.abort();", "KernelDiedError"],
  ["a SIGTERM", "process.kill(process.pid, 'SIGTERM'); await new Promise(() => {});", "KernelDiedError"],
];

describe("a fault in a cell is named, round after round", () => {
  it.each(faults)("%s", async (name, source, expected) => {
    for (let round = 0; round < 3; round++) {
      const path = notebookFile(folder, name.replaceAll(" ", "-"), ["1 + 1", source, "2 + 2"]);
      const { failed } = await runNotebook(path, {
        output: join(folder, "out.ipynb"),
        cellTimeoutSeconds: 2,
      });
      expect(failed).toMatchObject({ cell: 2, name: expected });
    }
  });
});

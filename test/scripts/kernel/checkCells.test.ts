import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { checkNotebook } from "../../../scripts/kernel/checkCells.js";
import { notebookFile } from "../notebook/notebookFile.js";

it("checkNotebook finds a type error in the cell and line where it is, knowing the cells before", async () => {
  const folder = mkdtempSync(join(tmpdir(), "kl-to-vae-check-"));
  const path = notebookFile(folder, "types", [
    "const a = 1;",
    "const fine: number = a;\nconst text: string = a;",
    "fine",
  ]);
  const found = await checkNotebook(path);
  rmSync(folder, { recursive: true });
  expect(found[0]).toEqual({
    cell: 2,
    line: 2,
    column: 7,
    message: "Type 'number' is not assignable to type 'string'.",
  });
});

import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNotebook } from "../../../scripts/notebook/readNotebook.js";
import { notebooksDirectory } from "../../../scripts/setup/paths.mjs";
import { LabNotebook } from "../../support/LabNotebook.js";
import type { GetLab } from "../../support/useLab.js";

const timeout = 120_000;
const remedy = /TypeScript \(kl-to-vae\).*npm run lab/s;

/** The first two code cells of the first notebook: parameters and imports. */
function firstCells(): string[] {
  const { cells } = readNotebook(join(notebooksDirectory, "01-kl-divergence.ipynb"));
  return cells
    .filter(({ cell_type }) => cell_type === "code")
    .slice(0, 2)
    .map(({ source }) => [source].flat().join(""));
}

/** What a notebook says under another kernel. */
export function describeWrongKernel(lab: GetLab): void {
  describe("a notebook under the wrong kernel", () => {
    it("says in its first cell what to do, where that is Python", { timeout }, async (context) => {
      const notebook = await LabNotebook.open(await lab(context), "python", firstCells(), {
        kernel: "python3",
      });
      const text = await notebook.run(0);
      expect(text).toContain("SyntaxError");
      expect(text).toMatch(remedy);
      await notebook.close();
    });

    it("says so where it imports the library, where that is tslab's own", { timeout }, async (context) => {
      const notebook = await LabNotebook.open(await lab(context), "tslab", firstCells(), {
        kernel: "plain-tslab",
      });
      await notebook.start(0);
      await notebook.start(1);
      await notebook.until(async () => remedy.test(await notebook.text(1)));
      await notebook.close();
    });
  });
}

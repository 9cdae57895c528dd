import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readNotebook } from "../../../scripts/notebook/readNotebook.js";
import { notebooksDirectory } from "../../../scripts/setup/paths.mjs";
import { LabNotebook } from "../../support/LabNotebook.js";
import type { FurtherKernel, GetLab } from "../../support/useLab.js";

const timeout = 180_000;

/** The kernel of a clone without a native library, and with neither data nor a network to have them from. */
export function bareKernel(clone: string): FurtherKernel {
  const launch = join(clone, "scripts", "kernel", "launch.mjs");
  const inClone = ["sh", "-c", 'cd "$0" && exec "$@"', join(clone, "notebooks")];
  return {
    argv: [...inClone, process.execPath, launch, "{connection_file}"],
    env: { KL_TO_VAE_CACHE: join(clone, "cache"), KL_TO_VAE_DATA: "", KL_TO_VAE_OFFLINE: "1" },
  };
}

/** The code cells of a notebook of the series up to the first that has this text. */
function cellsUpTo(name: string, text: string): string[] {
  const cells = readNotebook(join(notebooksDirectory, name))
    .cells.filter(({ cell_type }) => cell_type === "code")
    .map(({ source }) => [source].flat().join(""));
  return cells.slice(0, cells.findIndex((source) => source.includes(text)) + 1);
}

/** What a notebook says where something is missing. */
export function describeMissing(lab: GetLab): void {
  describe("a notebook without native TensorFlow and without data", () => {
    it("goes on, and says what is missing and how to get it", { timeout }, async (context) => {
      const cells = cellsUpTo("04-vae-code-and-experiments.ipynb", "await loadDigits(");
      const notebook = await LabNotebook.open(await lab(context), "missing", cells, { kernel: "bare" });
      await notebook.choose("Run", "runmenu:run-all");
      const last = cells.length - 1;
      await notebook.until(async () => (await notebook.prompt(last)) === `[${cells.length}]:`, 120_000);
      expect(await notebook.text(1)).toMatch(
        /^Computed by .* WebAssembly.*\nNative TensorFlow does not load \(.*[^. ]\)\. Run `npm run setup` .*`npm run doctor`/,
      );
      expect(await notebook.text(last)).toMatch(/Synthetic digits:.*MNIST could not be had.*npm run data/s);
      expect(await notebook.cell(last).locator(".jp-OutputArea-output img").count()).toBe(1);
      await notebook.close();
    });
  });
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { notebooksDirectory } from "../../../scripts/setup/paths.mjs";
import { LabNotebook, type GivenCell } from "../../support/LabNotebook.js";
import type { GetLab } from "../../support/useLab.js";

const timeout = 120_000;

/** The code cells of the first notebook whose committed output is a figure, with that output. */
function cellsWithFigures(): GivenCell[] {
  const text = readFileSync(join(notebooksDirectory, "01-kl-divergence.ipynb"), "utf8");
  const { cells } = JSON.parse(text) as {
    cells: { cell_type: string; source: string; outputs?: { data?: Record<string, unknown> }[] }[];
  };
  return cells
    .filter(({ outputs = [] }) => outputs.some(({ data }) => data?.["application/vnd.plotly.v1+json"]))
    .slice(0, 2);
}

/** Figures and progress on the page and in the file. */
export function describeFigures(lab: GetLab): void {
  describe("figures in JupyterLab", () => {
    it(
      "are pictures on a notebook nobody has trusted, and interactive under the mouse",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "untrusted", cellsWithFigures());
        for (const index of [0, 1]) {
          const picture = notebook.cell(index).locator(".jp-OutputArea-output img");
          expect(await picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(
            300,
          );
          await picture.dispatchEvent("mouseenter");
          const drawing = notebook.cell(index).locator(".js-plotly-plot .main-svg").first();
          await drawing.waitFor({ timeout: 15_000 });
        }
        await notebook.close();
      },
    );

    it(
      "are drawn by show, grids of images too, with their alternative text",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "drawn", [
          `import { imageGrid, lineFigure } from "kl-to-vae/figures";
import { show } from "kl-to-vae/notebook";
await show(lineFigure({ series: [{ name: "square", x: [0, 1, 2], y: [0, 1, 4] }], xTitle: "x", yTitle: "x²", alt: "A parabola." }));
await show(imageGrid({ data: Float32Array.from({ length: 32 }, (_, i) => (i % 5) / 4), shape: [2, 4, 4] }, { alt: "Two little images." }));`,
        ]);
        await notebook.run(0);
        const pictures = notebook.cell(0).locator(".jp-OutputArea-output img");
        await pictures.nth(1).waitFor();
        const widths = await pictures.evaluateAll((all) =>
          all.map((image) => (image as HTMLImageElement).naturalWidth),
        );
        expect(Math.min(...widths)).toBeGreaterThan(0);
        const outputs = (await notebook.saved())[0]?.outputs as unknown as {
          data: Record<string, unknown>;
        }[];
        expect(outputs.map(({ data }) => [data["text/plain"]].flat().join(""))).toEqual([
          "A parabola.",
          "Two little images.",
        ]);
        expect(outputs.map(({ data }) => Object.keys(data).sort())).toEqual([
          ["application/vnd.plotly.v1+json", "image/png", "text/plain"],
          ["image/png", "text/plain"],
        ]);
        await notebook.close();
      },
    );

    it(
      "show progress while a cell runs, with a curve and images, and leave one short output in the file",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "progress", [
          `import { imageGrid } from "kl-to-vae/figures";
import { liveProgress } from "kl-to-vae/notebook";
const images = imageGrid({ data: Float32Array.from([0, 1, 1, 0]), shape: [1, 2, 2] }, { alt: "A chessboard.", scale: 20 });
const progress = liveProgress({ total: 3000, label: "steps" });
for (let i = 1; i <= 3000; i++) {
  progress.update(i, { note: \`loss \${(1 / i).toFixed(4)}\`, values: { loss: 1 / i }, images });
  await new Promise((resolve) => setTimeout(resolve, 1));
}
await progress.done();`,
        ]);
        await notebook.start(0);
        const bar = notebook.cell(0).locator("progress");
        await bar.waitFor();
        const first = Number(await bar.getAttribute("value"));
        await notebook.page.waitForTimeout(1000);
        expect(Number(await bar.getAttribute("value"))).toBeGreaterThan(first);
        // An element that has just been replaced has no box.
        const widthOf = async (selector: string): Promise<number> =>
          (await notebook.cell(0).locator(selector).boundingBox())?.width ?? 0;
        await notebook.until(async () => (await widthOf('svg[aria-label^="loss from 1 to "] polyline')) > 50);
        await notebook.until(async () => (await widthOf('img[alt="A chessboard."]')) === 40);
        await notebook.until(async () => (await notebook.prompt(0)) === "[1]:");
        const outputs = (await notebook.saved())[0]?.outputs ?? [];
        expect(outputs).toHaveLength(1);
        expect(JSON.stringify(outputs).length).toBeLessThan(500);
        expect(JSON.stringify(outputs)).toContain("steps: 3000 of 3000");
        await notebook.close();
      },
    );
  });
}

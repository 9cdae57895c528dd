import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installLab } from "../../scripts/lab/installLab.js";
import { labEnvironment } from "../../scripts/lab/labEnvironment.js";
import { findPythonWithVenv } from "../../scripts/setup/python.mjs";
import { buildDirectory, projectRoot } from "../../scripts/setup/paths.mjs";
import { chooseFromMenu } from "./chooseFromMenu.js";
import { launchChromium } from "./chromium.js";
import { runCommand } from "./runCommand.js";
import { startJupyterLab } from "./startJupyterLab.js";

const folder = join(buildDirectory, "lab-test");
const timeout = 900_000;

interface RanCell {
  executionCount: number | null;
  errors: string[];
  expectsError: boolean;
  outputs: (string | string[])[];
}

const python = await findPythonWithVenv();

/**
 * Describes what two real clients do with notebooks of the series: nbclient, and JupyterLab in a browser.
 *
 * @param runs how often the browser runs all cells: by turns in a new kernel and in the same one again
 */
export function describeClients(paths: readonly string[], runs: number): void {
  const names = paths.map((path) => basename(path));
  beforeAll(async () => {
    if (python === undefined) return;
    await installLab();
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    for (const path of paths) copyWithoutOutputs(path, join(folder, basename(path)));
  }, 600_000);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  describe("nbclient, with the project's kernelspec", () => {
    it.for(names)("runs every cell of %s and counts them", { timeout }, async (name, context) => {
      if (python === undefined) context.skip("Python 3.10 or newer with venv is not installed");
      const script = join(projectRoot, "test", "support", "runNbclient.py");
      const interpreter = await installLab();
      const result = await runCommand(interpreter, [script, join(folder, name), folder], {
        environment: labEnvironment(),
        timeoutSeconds: 900,
      });
      expect(result.code, result.output).toBe(0);
      const cells = JSON.parse(result.stdout) as RanCell[];
      expect(cells.map(({ executionCount }) => executionCount)).toEqual(cells.map((_, i) => i + 1));
      expect(cells.filter(({ expectsError, errors }) => !expectsError && errors.length > 0)).toEqual([]);
      expect(cells.flatMap(({ outputs }) => outputs).length).toBeGreaterThan(0);
    });
  });

  describe("JupyterLab in a browser", () => {
    it.for(names)(
      `opens %s and runs all (${runs} in all, in one kernel and in new ones), with every figure on the page`,
      { timeout },
      async (name, context) => {
        if (python === undefined) context.skip("Python 3.10 or newer with venv is not installed");
        const browser = await launchChromium(context);
        const server = await startJupyterLab(folder);
        try {
          const page = await browser.newPage({ viewport: { width: 1400, height: 1000 } });
          await page.goto(`${server.url}lab/tree/${name}?token=${server.token}&reset`);
          await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell", { timeout: 60_000 });
          await page.waitForSelector('#jp-main-statusbar :text("| Idle")', { timeout: 60_000 });
          const cells = codeCells(name);
          for (let run = 0; run < runs; run++) {
            const again = run % 2 === 1;
            if (again || run === 0) await chooseFromMenu(page, "Run", "runmenu:run-all");
            else await restartAndRunAll(page);
            await expectEveryCellRan(page, again ? cells : 0, cells);
          }
          await page.screenshot({ path: join(buildDirectory, "test", `lab-${name}.png`) });
        } finally {
          await browser.close();
          await server.stop();
        }
      },
    );
  });
}

/** What is seen later was made by the client. */
function copyWithoutOutputs(source: string, target: string): void {
  const notebook = JSON.parse(readFileSync(source, "utf8")) as { cells: Record<string, unknown>[] };
  const cells = notebook.cells.map((cell) =>
    cell["cell_type"] === "code" ? { ...cell, outputs: [], execution_count: null } : cell,
  );
  writeFileSync(target, JSON.stringify({ ...notebook, cells }));
}

async function restartAndRunAll(page: Page): Promise<void> {
  await chooseFromMenu(page, "Kernel", "runmenu:restart-and-run-all");
  await page.click(".jp-Dialog-button.jp-mod-accept");
  await page.waitForFunction(() =>
    /\[[ *]\]/.test(document.querySelector(".jp-CodeCell .jp-InputPrompt")?.textContent ?? ""),
  );
}

/**
 * Waits until every cell has run, and then looks for errors and pictures.
 *
 * @param counted the cells that this kernel has run before
 */
async function expectEveryCellRan(page: Page, counted: number, cells: number): Promise<void> {
  const prompts = (): Promise<string[]> =>
    page.$$eval(".jp-CodeCell .jp-InputPrompt", (all) => all.map((prompt) => prompt.textContent ?? ""));
  const expected = Array.from({ length: cells }, (_, i) => `[${counted + i + 1}]:`);
  await expect.poll(prompts, { timeout: 300_000, interval: 500 }).toEqual(expected);
  expect(
    await page.$$eval(".jp-RenderedText[data-mime-type*='error']", (all) => all.map((e) => e.textContent)),
  ).toEqual([]);
  const pictures = await page.$$eval(".jp-OutputArea-output img", (all) =>
    all.map((image) => (image as HTMLImageElement).naturalWidth),
  );
  expect(pictures.length).toBeGreaterThan(0);
  expect(Math.min(...pictures)).toBeGreaterThan(0);
}

function codeCells(name: string): number {
  const { cells } = JSON.parse(readFileSync(join(folder, name), "utf8")) as {
    cells: { cell_type: string }[];
  };
  return cells.filter(({ cell_type }) => cell_type === "code").length;
}

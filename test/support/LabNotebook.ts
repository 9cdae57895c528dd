import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { chooseFromMenu } from "./chooseFromMenu.js";
import type { RunningLab } from "./useLab.js";

/** A cell of a notebook to open: its text, or the whole of it. */
export type GivenCell = string | { readonly source: string; readonly [field: string]: unknown };

interface StoredCell {
  readonly outputs: readonly { readonly output_type: string; readonly [field: string]: unknown }[];
}

/** A notebook open in JupyterLab, used as a reader uses it: by clicks and keys. */
export class LabNotebook {
  readonly page: Page;
  readonly #lab: RunningLab;
  readonly #file: string;

  private constructor(page: Page, lab: RunningLab, file: string) {
    this.page = page;
    this.#lab = lab;
    this.#file = file;
  }

  /**
   * Writes a notebook of code cells into the server's folder and opens it, with its kernel ready.
   *
   * @param kernel what the notebook's metadata name
   */
  static async open(
    lab: RunningLab,
    name: string,
    cells: readonly GivenCell[],
    { kernel = "kl-to-vae", ready = true } = {},
  ): Promise<LabNotebook> {
    const file = join(lab.folder, `${name}.ipynb`);
    writeFileSync(file, JSON.stringify(notebookOf(cells, kernel)));
    const page = await pageOn(lab, `${name}.ipynb`);
    await page.waitForSelector(".jp-NotebookPanel .jp-CodeCell", { timeout: 60_000 });
    const notebook = new LabNotebook(page, lab, file);
    if (ready) await notebook.idle();
    return notebook;
  }

  /** Waits until the kernel has nothing to do. */
  async idle(): Promise<void> {
    await this.page.waitForSelector('#jp-main-statusbar :text("| Idle")', { timeout: 60_000 });
  }

  cell(index: number): Locator {
    return this.page.locator(".jp-NotebookPanel .jp-Cell").nth(index);
  }

  /** The text of all outputs of a cell, as it is on the page. */
  async text(index: number): Promise<string> {
    return (await this.cell(index).locator(".jp-OutputArea-output").allInnerTexts()).join("\n");
  }

  /** What stands in front of a cell: `[ ]:`, `[*]:` or `[3]:`. */
  async prompt(index: number): Promise<string> {
    return (await this.cell(index).locator(".jp-InputPrompt").innerText()).trim();
  }

  /** Runs a cell with Shift-Enter. */
  async start(index: number): Promise<void> {
    await this.cell(index).locator(".cm-content").click();
    await this.page.keyboard.press("Shift+Enter");
  }

  /** Runs a cell with Shift-Enter and waits for its end. */
  async run(index: number, timeout = 60_000): Promise<string> {
    const before = await this.prompt(index);
    await this.start(index);
    await this.until(async () => {
      const prompt = await this.prompt(index);
      return prompt !== before && /^\[\d+\]:$/.test(prompt);
    }, timeout);
    return this.text(index);
  }

  /** Waits until the condition holds. */
  async until(condition: () => Promise<boolean>, timeout = 30_000): Promise<void> {
    const end = Date.now() + timeout;
    while (!(await condition())) {
      if (Date.now() > end)
        throw new Error(`It did not happen within ${timeout / 1000} s: ${String(condition)}`);
      await this.page.waitForTimeout(50);
    }
  }

  async interrupt(): Promise<void> {
    await this.page.click('[data-command="notebook:interrupt-kernel"]');
  }

  async choose(menu: string, command: string): Promise<void> {
    await chooseFromMenu(this.page, menu, command);
  }

  async restart(): Promise<void> {
    await this.choose("Kernel", "kernelmenu:restart");
    await this.page.click(".jp-Dialog-button.jp-mod-accept");
    await this.until(async () => !(await this.page.locator(".jp-Dialog").isVisible()));
    await this.idle();
  }

  /** Saves the notebook. */
  async save(): Promise<void> {
    // That it is not marked as changed does not say that it has been written: it may be being written again.
    const written = this.page.waitForResponse(
      (response) => response.request().method() === "PUT" && response.url().includes("/api/contents/"),
    );
    await this.choose("File", "docmanager:save");
    await written;
    await this.until(
      async () => (await this.page.locator(".lm-DockPanel-tabBar .jp-mod-dirty").count()) === 0,
    );
  }

  /** Saves the notebook and gives the cells as they are in the file. */
  async saved(): Promise<StoredCell[]> {
    await this.save();
    return (JSON.parse(readFileSync(this.#file, "utf8")) as { cells: StoredCell[] }).cells;
  }

  /** Closes the notebook and ends its kernel, and leaves the page to the next one. */
  async close(): Promise<void> {
    await this.save();
    await this.choose("File", "filemenu:close-and-cleanup");
    await this.page.click(".jp-Dialog-button.jp-mod-accept");
    await this.page.waitForSelector(".jp-NotebookPanel", { state: "detached" });
    this.#lab.sparePages.push(this.page);
  }
}

/** A page of JupyterLab that opens a file: one that is there, or a new one. */
async function pageOn({ browser, server, sparePages }: RunningLab, path: string): Promise<Page> {
  const spare = sparePages.pop();
  if (spare === undefined) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 1000 } });
    await page.goto(`${server.url}lab/tree/${path}?token=${server.token}&reset`);
    return page;
  }
  await chooseFromMenu(spare, "File", "filebrowser:open-path");
  await spare.fill(".jp-Dialog input", path);
  await spare.keyboard.press("Enter");
  return spare;
}

function notebookOf(cells: readonly GivenCell[], kernel: string): object {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: kernel, display_name: kernel, language: "typescript" } },
    cells: cells.map((cell, i) => ({
      id: `cell-${i}`,
      cell_type: "code",
      metadata: {},
      execution_count: null,
      outputs: [],
      ...(typeof cell === "string" ? { source: cell } : cell),
    })),
  };
}

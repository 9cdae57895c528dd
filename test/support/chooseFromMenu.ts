import type { Page } from "playwright-core";

/** Chooses a command from a menu of JupyterLab. */
export async function chooseFromMenu(page: Page, menu: string, command: string): Promise<void> {
  await page.click(`li.lm-MenuBar-item:has-text("${menu}")`);
  await page.click(`.lm-Menu-item[data-command="${command}"]`);
}

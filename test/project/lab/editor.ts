import { describe, expect, it } from "vitest";
import { LabNotebook } from "../../support/LabNotebook.js";
import type { GetLab } from "../../support/useLab.js";

const timeout = 120_000;

/** Completion and docstrings. */
export function describeEditor(lab: GetLab): void {
  describe("the editor in JupyterLab", () => {
    it(
      "completes names of the library, of its topics' exports and of earlier cells",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "completion", [
          'import { GaussianMixture } from "kl-to-vae/mixture";\nconst mixture = new GaussianMixture({ nComponents: 2 });',
          "mixture.fitP",
          "mixt",
          'import {} from "kl-to-vae/dis',
        ]);
        await notebook.run(0);
        const complete = async (index: number, choice: string): Promise<string> => {
          await notebook.cell(index).locator(".cm-content").click();
          await notebook.page.keyboard.press("End");
          await notebook.page.keyboard.press("Tab");
          await notebook.page.locator(`.jp-Completer-item:has-text("${choice}")`).first().click();
          return notebook.cell(index).locator(".cm-content").innerText();
        };
        expect(await complete(1, "fitPredict")).toBe("mixture.fitPredict");
        expect(await complete(2, "mixture")).toBe("mixture");
        expect(await complete(3, "distributions")).toBe('import {} from "kl-to-vae/distributions');
        await notebook.close();
      },
    );

    it(
      "shows the library's docstrings on Shift-Tab, on a name and between a call's brackets",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "docstrings", [
          'import { klDivergence } from "kl-to-vae/divergences";',
          "klDivergence",
          "klDivergence([0.5, 0.5], ",
        ]);
        await notebook.run(0);
        for (const index of [1, 2]) {
          await notebook.cell(index).locator(".cm-content").click();
          await notebook.page.keyboard.press("End");
          await notebook.page.keyboard.press("Shift+Tab");
          const tooltip = notebook.page.locator(".jp-Tooltip");
          await tooltip.waitFor({ timeout: 15_000 });
          const text = await tooltip.innerText();
          expect(text).toContain("klDivergence(p: DivergenceArgument, q: DivergenceArgument");
          expect(text).toContain("@returns nats");
          expect(text).toContain("@throws NoClosedFormError");
          await notebook.page.keyboard.press("Escape");
        }
        await notebook.close();
      },
    );
  });
}

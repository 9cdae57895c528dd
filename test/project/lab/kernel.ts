import { describe, expect, it } from "vitest";
import { LabNotebook } from "../../support/LabNotebook.js";
import type { GetLab } from "../../support/useLab.js";

const timeout = 180_000;

/** Output, errors and restarts. */
export function describeKernel(lab: GetLab): void {
  describe("the kernel in JupyterLab", () => {
    it(
      "brings output in floods, in bursts, after the cell and in megabytes to the cell that wrote it",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "output", [
          "for (let i = 0; i < 5_000; i++) console.log(`line ${i}`);",
          "for (let i = 0; i < 20; i++) { console.log(`burst ${i}`); await new Promise((r) => setTimeout(r, 20)); }",
          "void setTimeout(() => console.log('late'), 1500);",
          "console.log('x'.repeat(3_000_000) + '!');",
          "console.error('to the other stream');",
        ]);
        await notebook.choose("Run", "runmenu:run-all");
        await notebook.until(async () => (await notebook.prompt(4)) === "[5]:");
        await notebook.page.waitForTimeout(2000);
        const texts = (await notebook.saved()).map(({ outputs }) =>
          outputs.map(({ text }) => [text].flat().join("")).join(""),
        );
        const numbered = (word: string, n: number): string =>
          Array.from({ length: n }, (_, i) => `${word} ${i}\n`).join("");
        expect(texts[0]).toBe(numbered("line", 5_000));
        expect(texts[1]).toBe(numbered("burst", 20));
        expect(texts[2]).toBe("late\n");
        expect(texts[3]).toBe(`${"x".repeat(3_000_000)}!\n`);
        expect(texts[4]).toBe("to the other stream\n");
        await notebook.close();
      },
    );

    it("shows of an error its name, its message and the line in the cell", { timeout }, async (context) => {
      const notebook = await LabNotebook.open(await lab(context), "errors", [
        `import { klDivergence } from "kl-to-vae/divergences";
function compare(p: number[], q: number[]): number {
  return klDivergence(p, q);
}
compare([0.5, 0.5], [0.5, 0.6]);`,
        "const text: string = 3;\n",
        "const unfinished = (1 +",
        "await Promise.reject(new RangeError('from a promise'));",
        "1 + 1",
      ]);
      const thrown = await notebook.run(0);
      expect(thrown).toContain("InvalidArgumentError");
      expect(thrown).toMatch(/sum/);
      expect(thrown).toContain(">   3 |   return klDivergence(p, q);");
      expect(thrown).toContain("cell [1]:5");
      expect(await notebook.run(1)).toMatch(
        /TypeScriptError[\s\S]*'number' is not assignable[\s\S]*> {3}1 \| const text/,
      );
      expect(await notebook.run(2)).toMatch(/TypeScriptError[\s\S]*> {3}1 \| const unfinished/);
      expect(await notebook.run(3)).toContain("RangeError: from a promise");
      expect(await notebook.run(4)).toBe("2\n");
      await notebook.close();
    });

    it(
      "restarts and runs all as often as asked, also out of an endless cell",
      { timeout },
      async (context) => {
        const notebook = await LabNotebook.open(await lab(context), "restart", [
          "let runs = 0;",
          "runs++;\nconsole.log(process.pid);",
          "console.log(runs);",
          "if (runs > 1) while (true) {}",
        ]);
        const pids = new Set<string>();
        for (let i = 0; i < 2; i++) {
          await notebook.choose("Kernel", "runmenu:restart-and-run-all");
          await notebook.page.click(".jp-Dialog-button.jp-mod-accept");
          await notebook.until(async () => {
            const pid = await notebook.text(1);
            return (await notebook.prompt(3)) === "[4]:" && !pids.has(pid);
          });
          pids.add(await notebook.text(1));
          expect(await notebook.text(2)).toBe("1\n");
          await notebook.run(1);
          await notebook.start(3);
          await notebook.until(async () => (await notebook.prompt(3)) === "[*]:");
        }
        await notebook.interrupt();
        await notebook.until(async () => (await notebook.text(3)).includes("KeyboardInterrupt"));
        expect(await notebook.run(2)).toBe("2\n");
        await notebook.close();
      },
    );
  });
}

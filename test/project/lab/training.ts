import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { LabNotebook } from "../../support/LabNotebook.js";
import type { GetLab } from "../../support/useLab.js";

const timeout = 180_000;

const prepare = `
import { syntheticDigits } from "kl-to-vae/data";
import { trainWithProgress } from "kl-to-vae/notebook";
import { useBackend } from "kl-to-vae/tensorflow";
import { Trainer, VariationalAutoencoder } from "kl-to-vae/vae";
await useBackend("cpu");
const data = { train: syntheticDigits({ n: 200, seed: 1 }) };
const architecture = { inputShape: [28, 28], hidden: [8], latentDim: 2, seed: 1 };
const settings = { binarize: "threshold", batchSize: 20, seed: 1 } as const;`;

/** Training, interrupted and killed. */
export function describeTraining(lab: GetLab): void {
  describe("training in JupyterLab", () => {
    it("is stopped by ■, and keeps what was trained and declared", { timeout }, async (context) => {
      const notebook = await LabNotebook.open(await lab(context), "interrupt", [
        prepare,
        `const model = new VariationalAutoencoder(architecture);
const trainer = new Trainer(model, data, settings);
await trainWithProgress(trainer, { epochs: 100_000 });
const never = 1;`,
        "const epochs = trainer.history.length;\nconsole.log(epochs > 0, trainer.history[0]!.trainLoss > 100);",
        "await trainWithProgress(trainer, { epochs: 100_000 });",
        "await trainer.run({ epochs: 100_000 }); // takes no signal",
        `const stopped = trainer.history.length;
await new Promise((resolve) => setTimeout(resolve, 1000));
console.log("went on:", stopped > epochs, "stands still:", trainer.history.length === stopped);
await trainer.run({ untilEpoch: stopped + 2 });
console.log("and on:", trainer.history.length === stopped + 2);`,
      ]);
      await notebook.run(0);
      for (const index of [1, 3, 4]) {
        await notebook.start(index);
        await notebook.until(async () => (await notebook.prompt(index)) === "[*]:");
        if (index !== 4) await notebook.until(async () => /epoch [2-9]/.test(await notebook.text(index)));
        await notebook.interrupt();
        await notebook.until(async () => (await notebook.text(index)).includes("KeyboardInterrupt"));
        if (index === 1) expect(await notebook.run(2)).toContain("true true");
      }
      expect(await notebook.run(5)).toBe("went on: true stands still: true\nand on: true\n");
      await notebook.close();
    });

    it(
      "is resumed from its checkpoint to the same bits when the kernel was killed, which JupyterLab reports",
      { timeout },
      async (context) => {
        const directory = mkdtempSync(join(tmpdir(), "kl-to-vae-killed-"));
        onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
        const hash = `
import { createHash } from "node:crypto";
async function hashOf(model: VariationalAutoencoder): Promise<string> {
  const hash = createHash("sha256");
  for (const { data } of Object.values(await model.weights())) hash.update(data);
  return hash.digest("hex");
}
const directory = ${JSON.stringify(directory)};`;
        const notebook = await LabNotebook.open(await lab(context), "killed", [
          prepare + hash,
          `console.log("pid", process.pid);
const checkpoint = { directory, everySteps: 3 };
const trainer = new Trainer(new VariationalAutoencoder(architecture), data, { ...settings, checkpoint });
await trainWithProgress(trainer, { epochs: 100_000 });`,
          `const resumed = await Trainer.resume(directory, data);
const epochs = resumed.history.length + 1;
await resumed.run({ untilEpoch: epochs });
const whole = new Trainer(new VariationalAutoencoder(architecture), data, settings);
await whole.run({ epochs: epochs });
console.log(epochs > 1, (await hashOf(resumed.model as VariationalAutoencoder)) === (await hashOf(whole.model as VariationalAutoencoder)));`,
        ]);
        await notebook.run(0);
        await notebook.start(1);
        await notebook.until(async () => /epoch [3-9]/.test(await notebook.text(1)));
        const pid = Number(/pid (\d+)/.exec(await notebook.text(1))?.[1]);
        process.kill(pid, "SIGKILL");
        const dialog = notebook.page.locator(".jp-Dialog");
        await dialog.waitFor({ timeout: 30_000 });
        expect(await dialog.innerText()).toMatch(/died|restart/i);
        await notebook.page.click(".jp-Dialog-button.jp-mod-accept");
        await notebook.idle();
        await notebook.choose("Edit", "editmenu:clear-all");
        await notebook.run(0);
        expect(await notebook.run(2)).toContain("true true");
        await notebook.close();
      },
    );
  });
}

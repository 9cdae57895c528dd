import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { projectRoot } from "../../scripts/setup/paths.mjs";
import { runCommand } from "../support/runCommand.js";

let folder: string;

beforeAll(() => {
  mkdirSync(join(projectRoot, "build"), { recursive: true });
  folder = mkdtempSync(join(projectRoot, "build", "profiler-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const program = `
  import { Rng } from "kl-to-vae/random";
  import { useBackend } from "kl-to-vae/tensorflow";
  import { trainingStep, VariationalAutoencoder } from "kl-to-vae/vae";

  await useBackend("tensorflow");
  const model = new VariationalAutoencoder({ inputShape: [784] });
  const step = trainingStep(model, { rng: new Rng(1) });
  const data = new Rng(2).uniforms(128 * 784).map((value) => Number(value < 0.2));
  for (let i = 0; i < 20; i++) await step({ x: { data, shape: [128, 784] }, beta: 1 });
  console.log("done");
`;

// oneDNN's sgemm, executed on JavaScript's own thread, writes over memory when a signal comes.
it("a training step is compiled and run unharmed under a profiler's signals", async () => {
  const file = join(folder, "step.mjs");
  writeFileSync(file, program);
  const profiler = ["--cpu-prof", "--cpu-prof-interval", "100", "--cpu-prof-dir", folder];
  for (let attempt = 0; attempt < 2; attempt++) {
    const { code, signal, output } = await runCommand(process.execPath, [...profiler, file]);
    expect({ code, signal }, output).toEqual({ code: 0, signal: null });
    expect(output).toContain("done");
  }
});

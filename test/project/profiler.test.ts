import { expect, it } from "vitest";
import { runCommand } from "../support/runCommand.js";
import { useProgram } from "../support/useProgram.js";

const program = useProgram(
  "profiler.mjs",
  `
  import { Rng } from "kl-to-vae/random";
  import { useBackend } from "kl-to-vae/tensorflow";
  import { trainingStep, VariationalAutoencoder } from "kl-to-vae/vae";

  await useBackend("tensorflow");
  const model = new VariationalAutoencoder({ inputShape: [784] });
  const step = trainingStep(model, { rng: new Rng(1) });
  const data = new Rng(2).uniforms(128 * 784).map((value) => Number(value < 0.2));
  for (let i = 0; i < 20; i++) await step({ x: { data, shape: [128, 784] }, beta: 1 });
  console.log("done");
`,
);

// oneDNN's sgemm, executed on JavaScript's own thread, writes over memory when a signal comes.
it("a training step is compiled and run unharmed under a profiler's signals", async () => {
  const { folder, file } = program;
  const profiler = ["--cpu-prof", "--cpu-prof-interval", "100", "--cpu-prof-dir", folder];
  for (let attempt = 0; attempt < 2; attempt++) {
    const { code, signal, output } = await runCommand(process.execPath, [...profiler, file]);
    expect({ code, signal }, output).toEqual({ code: 0, signal: null });
    expect(output).toContain("done");
  }
});

import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { projectRoot } from "../../../scripts/setup/paths.mjs";
import { temporaryFolder } from "../../lib/vae/checkpoint/temporaryFolder.js";
import { runCommand } from "../../support/runCommand.js";
import type { Sample, Task } from "./epochs.mjs";

/** Twenty, after some for warming up. */
const epochs = 25;
const warmUp = 5;

/** By how many bytes an epoch may add to the resident memory: less than half of the largest array of weights. */
const bar = 2 ** 19;

/** Trains, and gives what there was after each epoch, those for warming up left out. */
async function samplesOf(task: Task): Promise<Sample[]> {
  const program = fileURLToPath(new URL("epochs.mjs", import.meta.url));
  const args = ["--expose-gc", program, JSON.stringify(task)];
  const result = await runCommand(process.execPath, args, { cwd: projectRoot, timeoutSeconds: 1200 });
  expect(result.code, result.output).toBe(0);
  const samples = JSON.parse(result.stdout.trim().split("\n").at(-1) as string) as Sample[];
  return samples.slice(warmUp);
}

/**
 * By how many bytes the memory grows per epoch: from the least of the first quarter to the least of the last, as what an
 * epoch leaves for a moment is no growth.
 */
function growth(samples: readonly Sample[]): number {
  const quarter = samples.length / 4;
  const least = (part: readonly Sample[]): number =>
    Math.min(...part.map(({ residentBytes }) => residentBytes));
  return (least(samples.slice(-quarter)) - least(samples.slice(0, quarter))) / (samples.length - quarter);
}

describe("a training of many epochs", () => {
  it.each<[string, (folder: string) => Omit<Task, "epochs">]>([
    ["in one run", () => ({ options: { binarize: "threshold" } })],
    ["in runs of one epoch each", () => ({ options: { binarize: "threshold" }, runs: epochs })],
    ["with pixels drawn anew", () => ({ options: { binarize: "dynamic" } })],
    [
      "with checkpoints and a log",
      (directory) => ({ options: { binarize: "threshold", checkpoint: { directory, everySteps: 30 } } }),
    ],
  ])("leaves as many tensors and as much resident memory as there were: %s", async (_, task) => {
    const samples = await samplesOf({ epochs, ...task(temporaryFolder()) });
    expect(new Set(samples.map(({ tensors }) => tensors)).size).toBe(1);
    expect(growth(samples)).toBeLessThan(bar);
  });

  it("would show an array of weights that is forgotten in every epoch", async () => {
    const samples = await samplesOf({ epochs, options: { binarize: "threshold" }, leak: true });
    expect(samples.at(-1)!.tensors - samples[0]!.tensors).toBe(samples.length - 1);
    expect(growth(samples)).toBeGreaterThan(1.5 * bar);
  });
});

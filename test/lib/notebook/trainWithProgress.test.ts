import { beforeEach, describe, expect, it, vi } from "vitest";
import { imageGrid, type ImageGrid } from "kl-to-vae/figures";
import { trainWithProgress } from "kl-to-vae/notebook";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import { newModel, newTrainer } from "../vae/tinyTraining.js";
import { captureStdout } from "./captureStdout.js";
import { recordDisplays } from "./recordDisplays.js";

beforeEach(() => useBackend("cpu"));

describe("trainWithProgress", () => {
  it("trains as a run does, and prints about ten lines where there is no notebook", async () => {
    const [model, other] = [newModel(), newModel()];
    const steps: number[] = [];
    const text = await captureStdout(() =>
      trainWithProgress(newTrainer(model), {
        epochs: 5,
        onStep: ({ step }) => void steps.push(step),
        samples: () => expect.unreachable("nobody sees them"),
      }),
    );
    await newTrainer(other).run({ epochs: 5 });
    expect(await model.weights()).toEqual(await other.weights());
    expect(steps).toHaveLength(30);
    const lines = text.trimEnd().split("\n");
    expect(lines).toHaveLength(10);
    expect(lines[0]).toMatch(/^steps: 3 of 30 · epoch 1: \d+\.\d nats$/);
    expect(lines.at(-1)).toMatch(/^steps: 30 of 30 · epoch 5: /);
  });

  it("shows a bar in a notebook, and a line of text in the end", async () => {
    const { displayed, restore } = recordDisplays();
    await trainWithProgress(newTrainer(newModel()), { epochs: 2 });
    restore();
    expect(displayed[0]?.bundle["text/html"]).toContain('<progress max="12"');
    expect(displayed.at(-1)?.bundle["text/plain"]).toMatch(/^steps: 12 of 12 · epoch 2: /);
    expect(displayed.at(-1)?.bundle).not.toHaveProperty("text/html");
    expect(new Set(displayed.map(({ options }) => options.displayId)).size).toBe(1);
  });

  it("shows the losses as curves, and samples before the first step and after each epoch", async () => {
    vi.useFakeTimers({ toFake: ["performance"] });
    const { displayed, restore } = recordDisplays();
    const model = newModel();
    let drawn = 0;
    const samples = async (): Promise<ImageGrid> => {
      const images = await model.generate(4, { rng: new Rng(1) });
      return imageGrid(images, { alt: `Samples ${drawn++}.` });
    };
    await trainWithProgress(newTrainer(model), {
      epochs: 2,
      samples,
      onProgress: () => void vi.advanceTimersByTime(300),
      onEpoch: () => void vi.advanceTimersByTime(300),
    });
    restore();
    vi.useRealTimers();
    const pages = displayed
      .map(({ bundle }) => bundle["text/html"])
      .filter((page) => typeof page === "string");
    const alternatives = pages.map((page) => /alt="([^"]*)"/.exec(page)?.[1]).filter(Boolean);
    expect([...new Set(alternatives)]).toEqual(["Samples 0.", "Samples 1.", "Samples 2."]);
    expect(drawn).toBe(3);
    expect(pages.at(-1)).toMatch(/aria-label="train from [\d.]+ to [\d.]+; test from [\d.]+ to [\d.]+"/);
    expect(displayed.at(-1)?.bundle).not.toHaveProperty("text/html");
  });

  it("says how far it came when it is interrupted, and goes on from there", async () => {
    const controller = new AbortController();
    const trainer = newTrainer(newModel());
    let steps = 0;
    const { displayed, restore } = recordDisplays();
    const run = trainWithProgress(trainer, {
      epochs: 2,
      signal: controller.signal,
      onStep: () => void (++steps === 8 && controller.abort(new Error("enough"))),
    });
    await expect(run).rejects.toThrow("enough");
    expect(displayed.at(-1)?.bundle["text/plain"]).toMatch(/^steps: 8 of 12 · epoch 2: /);
    await trainWithProgress(trainer, { epochs: 1 });
    restore();
    expect(displayed.at(-1)?.bundle["text/plain"]).toMatch(/^steps: 6 of 6 · epoch 2: /);
    expect(trainer.history).toHaveLength(2);
  });

  it("stops at the kernel's interrupt", async () => {
    const INTERRUPT = Symbol.for("kl-to-vae.interrupt");
    const controller = new AbortController();
    Object.defineProperty(globalThis, INTERRUPT, { value: () => controller.signal, configurable: true });
    const trainer = newTrainer(newModel());
    const { restore } = recordDisplays();
    const run = trainWithProgress(trainer, { epochs: 100_000, onEpoch: () => controller.abort() });
    Reflect.deleteProperty(globalThis, INTERRUPT);
    await expect(run).rejects.toThrow("aborted");
    restore();
    expect(trainer.history).toHaveLength(1);
  });
});

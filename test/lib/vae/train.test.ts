import { beforeAll, describe, expect, it } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import { train, trainingStep, type EpochRecord } from "kl-to-vae/vae";
import { newModel, tinyData } from "./tinyTraining.js";

beforeAll(() => useBackend("cpu"));

const options = { epochs: 2, batchSize: 16, binarize: "threshold" } as const;

describe("train", () => {
  it("gives the trainer, whose memory is given back with it", async () => {
    const model = newModel();
    await model.weights();
    const before = memory();
    const records: EpochRecord[] = [];
    const trainer = await train(model, tinyData, {
      ...options,
      onEpoch: (record) => void records.push(record),
    });
    expect(trainer.history).toEqual(records);
    expect(records).toHaveLength(2);
    expect(memory().tensors).toBeGreaterThan(before.tensors);
    trainer.dispose();
    expect(memory()).toEqual(before);
  });

  it("holds nothing after a failure or an abortion", async () => {
    const model = newModel();
    await model.weights();
    const before = memory();
    const failure = new Error("no");
    const failing = train(model, tinyData, {
      ...options,
      onEpoch: () => {
        throw failure;
      },
    });
    await expect(failing).rejects.toBe(failure);
    expect(memory()).toEqual(before);
    const controller = new AbortController();
    const aborted = train(model, tinyData, {
      ...options,
      signal: controller.signal,
      onStep: () => controller.abort(failure),
    });
    await expect(aborted).rejects.toBe(failure);
    expect(memory()).toEqual(before);
  });

  it("knows the options of a run, all of them", async () => {
    const calls: string[] = [];
    const trainer = await train(newModel(), tinyData, {
      batchSize: 16,
      binarize: "threshold",
      untilEpoch: 1,
      onProgress: () => void calls.push("progress"),
      onStep: () => void calls.push("step"),
      onWarning: () => void calls.push("warning"),
    });
    trainer.dispose();
    expect(new Set(calls)).toEqual(new Set(["progress", "step"]));
    expect(trainer.history).toHaveLength(1);
  });
});

describe("a model's training step", () => {
  it("refuses many inputs that are in no array", async () => {
    const step = trainingStep(newModel(), { rng: new Rng(0) });
    const one = { x: { data: new Float32Array(16), shape: [1, 16] }, beta: 1 };
    for (const wrong of [one, undefined, 3]) {
      await expect(step.many(wrong as never)).rejects.toThrow(InvalidArgumentError);
    }
    expect(await step.many([])).toEqual([]);
    expect(await step.many([one])).toHaveLength(1);
    step.dispose();
  });
});

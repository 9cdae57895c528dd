import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { NonFiniteError } from "kl-to-vae/errors";
import { memory } from "kl-to-vae/tensorflow";
import { train, Trainer, VariationalAutoencoder, type EpochRecord, type TrainerOptions } from "kl-to-vae/vae";
import { startBackend } from "./startBackend.js";
import { tinyImages } from "./tinyImages.js";

const tiny = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };
const options: TrainerOptions = { batchSize: 16, learningRate: 0.01, binarize: "threshold", seed: 5 };
const data = { train: { images: tinyImages(90) }, test: { images: tinyImages(40, 1) } };

beforeEach(async (context) => {
  const obstacle = await startBackend("tensorflow");
  if (obstacle !== undefined) context.skip(obstacle);
  const before = memory();
  onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
});

function newModel(): VariationalAutoencoder {
  const model = new VariationalAutoencoder(tiny);
  onTestFinished(() => model.dispose());
  return model;
}

function newTrainer(model: VariationalAutoencoder, given: TrainerOptions = {}, sets = data): Trainer {
  const trainer = new Trainer(model, sets, { ...options, ...given });
  onTestFinished(() => trainer.dispose());
  return trainer;
}

function losses({ trainLoss, testLoss, reconstruction, kl }: EpochRecord): unknown {
  return [trainLoss, testLoss, reconstruction, kl];
}

describe("Trainer, with compiled steps,", () => {
  it.for(["threshold", "dynamic"] as const)(
    "goes on after an interruption as if there had been none: %s",
    async (binarize) => {
      const straight = newModel();
      const reference = newTrainer(straight, { binarize });
      await reference.run({ epochs: 3 });

      const model = newModel();
      const trainer = newTrainer(model, { binarize });
      const controller = new AbortController();
      let steps = 0;
      const onStep = (): void => void (++steps === 9 && controller.abort());
      await expect(trainer.run({ epochs: 3, signal: controller.signal, onStep })).rejects.toThrow("aborted");
      expect(await model.weights()).not.toEqual(await newModel().weights());
      await trainer.run({ epochs: 2 });
      expect(await model.weights()).toEqual(await straight.weights());
      expect(trainer.history.map(losses)).toEqual(reference.history.map(losses));
    },
  );

  it("shows what was learned after every epoch, and after every step to who asks", async () => {
    const model = newModel();
    const seen: string[] = [];
    const look = async (): Promise<void> => void seen.push(JSON.stringify(await model.weights()));
    const trainer = newTrainer(model);
    await look();
    await trainer.run({ epochs: 2, onStep: look, onEpoch: look });
    await look();
    const perEpoch = 6;
    expect(seen).toHaveLength(1 + 2 * (perEpoch + 1) + 1);
    expect(new Set(seen).size).toBe(1 + 2 * perEpoch);
    const other = newModel();
    await newTrainer(other).run({ epochs: 2 });
    expect(JSON.stringify(await other.weights())).toBe(seen.at(-1));
  });

  it("goes on from weights that the model was given between two runs", async () => {
    const model = newModel();
    const trainer = newTrainer(model, { learningRate: 1e-9 });
    await trainer.run({ epochs: 1 });
    const given = new VariationalAutoencoder({ ...tiny, seed: 8 });
    const weights = await given.weights();
    given.dispose();
    await model.setWeights(weights);
    await trainer.run({ epochs: 1 });
    const after = await model.weights();
    for (const [name, { data: values }] of Object.entries(weights)) {
      values.forEach((value, i) => expect(after[name]?.data[i]).toBeCloseTo(value, 6));
    }
  });

  it("stops at a loss that is not finite with the model at the last good weights, and can go on", async () => {
    const model = new VariationalAutoencoder({ ...tiny, likelihood: "gaussian" });
    onTestFinished(() => model.dispose());
    const before = await model.weights();
    const trainer = newTrainer(model, { learningRate: 1e30, binarize: "none" });
    for (let i = 0; i < 2; i++) {
      const run = trainer.run({ epochs: 1 });
      await expect(run).rejects.toThrow(NonFiniteError);
      await expect(run).rejects.toThrow("At step 2 the");
      expect(await model.weights()).toEqual(before);
    }
    expect(trainer.history).toEqual([]);
  });

  it("holds the same number of tensors after every epoch, with two sizes of batch", async () => {
    const held: unknown[] = [];
    await newTrainer(newModel()).run({ epochs: 5, onEpoch: () => void held.push(memory().tensors) });
    expect(new Set(held).size).toBe(1);
  });

  it("hands a model on from one trainer to the next", async () => {
    const [model, other] = [newModel(), newModel()];
    const first = await train(model, data, { ...options, epochs: 1 });
    const second = await train(model, data, { ...options, epochs: 1 });
    const reference = await train(other, data, { ...options, epochs: 1 });
    expect(first.history.map(losses)).toEqual(reference.history.map(losses));
    expect(second.history[0]?.testLoss).toBeLessThan(first.history[0]?.testLoss as number);
    first.dispose();
    const weights = await model.weights();
    second.dispose();
    reference.dispose();
    expect(await model.weights()).toEqual(weights);
  });
});

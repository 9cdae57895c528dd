import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import { Trainer, VariationalAutoencoder, type EpochRecord, type TrainerOptions } from "kl-to-vae/vae";
import { emptyFolder, untimed } from "./checkpoints.js";
import { newModel, newTrainer, resumed, tinyData } from "./tinyTraining.js";
import { tinyImages } from "./tinyImages.js";

beforeEach(async () => {
  await useBackend("cpu");
  const before = memory();
  onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
});

/** A small set that is soon learned by heart: the validation loss falls, and then rises. */
const data = { ...tinyData, train: { images: tinyImages(12) } };
const given: TrainerOptions = {
  batchSize: 4,
  learningRate: 0.05,
  binarize: "threshold",
  earlyStopping: { patience: 3 },
};

function bestOf(history: readonly EpochRecord[]): EpochRecord {
  return history.reduce((best, each) =>
    (each.validationLoss as number) < (best.validationLoss as number) ? each : best,
  );
}

describe("early stopping", () => {
  it("ends a run after so many epochs without a lower validation loss, with the best weights", async () => {
    const model = newModel();
    const trainer = newTrainer(model, given, data);
    const seen: (number | undefined)[][] = [];
    const look = async ({ validationLoss }: EpochRecord): Promise<void> => {
      seen.push([validationLoss, (await model.weights())["encoder.0.bias"]?.data[0]]);
    };
    await trainer.run({ epochs: 300, onEpoch: look });
    const { history } = trainer;
    expect(history.length).toBeLessThan(300);
    const best = bestOf(history);
    expect(history).toHaveLength(best.epoch + 3);
    expect(trainer.best).toEqual({ epoch: best.epoch, validationLoss: best.validationLoss });
    expect(trainer.stoppedEarly).toBe(true);
    const bias = (await model.weights())["encoder.0.bias"]?.data[0];
    expect(seen[best.epoch - 1]).toEqual([best.validationLoss, bias]);
    expect(seen.at(-1)?.[1]).not.toBe(bias);
  });

  it("looks at the validation set alone", async () => {
    const tests = [undefined, { images: tinyImages(40, 1) }, { images: tinyImages(3, 6) }];
    const ends = [];
    for (const test of tests) {
      const model = newModel();
      const trainer = newTrainer(model, given, {
        train: data.train,
        validation: data.validation,
        ...(test && { test }),
      });
      await trainer.run({ epochs: 300 });
      ends.push({ weights: await model.weights(), best: trainer.best });
    }
    expect(ends[1]).toEqual(ends[0]);
    expect(ends[2]).toEqual(ends[0]);
  });

  it("counts as lower only what is lower by minDelta", async () => {
    const trainer = newTrainer(newModel(), { ...given, earlyStopping: { patience: 2, minDelta: 100 } }, data);
    await trainer.run({ epochs: 50 });
    expect(trainer.history).toHaveLength(3);
    expect(trainer.best?.epoch).toBe(1);
  });

  it("gives a later run its patience anew", async () => {
    const trainer = newTrainer(newModel(), { ...given, earlyStopping: { patience: 2, minDelta: 100 } }, data);
    await trainer.run({ epochs: 50 });
    await trainer.run({ epochs: 1 });
    expect(trainer.stoppedEarly).toBe(false);
    await trainer.run({ epochs: 50 });
    expect(trainer.history).toHaveLength(5);
    expect(trainer.stoppedEarly).toBe(true);
  });

  it("comes out the same where the training was resumed on the way, even between its last epoch and its end", async () => {
    const straight = newModel();
    const reference = newTrainer(straight, given, data);
    await reference.run({ epochs: 300 });
    const epochs = reference.history.length;
    for (const interruption of [2, epochs - 1, epochs]) {
      const folder = emptyFolder();
      const first = newTrainer(newModel(), { ...given, checkpoint: { directory: folder, keep: 1000 } }, data);
      const stop = new Error("enough");
      const onEpoch = ({ epoch }: EpochRecord): void => {
        if (epoch === interruption) throw stop;
      };
      await expect(first.run({ epochs: 300, onEpoch })).rejects.toBe(stop);
      const second = await resumed(folder, data);
      expect(second.history).toHaveLength(interruption);
      expect(second.stoppedEarly).toBe(interruption === epochs);
      await second.run({ untilEpoch: 300 });
      expect(untimed(second.history)).toEqual(untimed(reference.history));
      expect(await second.model.weights()).toEqual(await straight.weights());
      expect(second.stoppedEarly).toBe(true);
      // And once more, from the very end.
      const third = await resumed(folder, data);
      expect(third.stoppedEarly).toBe(true);
      expect(third.best).toEqual(reference.best);
      expect(await third.model.weights()).toEqual(await straight.weights());
    }
  });

  it.each([
    ["no validation set", { train: tinyData.train, test: tinyData.test }, { patience: 2 }, /validation set/],
    ["no patience", tinyData, {}, /patience is undefined/],
    ["a patience of 0", tinyData, { patience: 0 }, /patience is 0/],
    ["a negative minDelta", tinyData, { patience: 1, minDelta: -1 }, /minDelta is -1/],
    ["an option that does not exist", tinyData, { patience: 1, monitor: "test" }, /no option monitor/],
    ["a number", tinyData, 3, /earlyStopping/],
  ])("is refused with %s", (_, sets, earlyStopping, message) => {
    const make = (): Trainer =>
      new Trainer(new VariationalAutoencoder({ inputShape: [4, 4] }), sets, {
        binarize: "threshold",
        earlyStopping: earlyStopping as { patience: number },
      });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(message);
  });
});

describe("Trainer.restoreBest", () => {
  it("gives the model the weights of the epoch with the lowest validation loss", async () => {
    const model = newModel();
    const trainer = newTrainer(model, { ...given, learningRate: 0.3 }, data);
    const weights = new Map<number, object>();
    await trainer.run({
      epochs: 3,
      onEpoch: async ({ epoch }) => void weights.set(epoch, await model.weights()),
    });
    await trainer.restoreBest();
    expect(await model.weights()).toEqual(weights.get(trainer.best?.epoch as number));
  });

  it("is refused where there is none", async () => {
    const trainer = newTrainer(newModel(), {}, { train: data.train });
    await trainer.run({ epochs: 1 });
    await expect(trainer.restoreBest()).rejects.toThrow(/validation set/);
  });
});

describe("A trainer that was disposed of", () => {
  it("refuses to run, and leaves the model what it learned", async () => {
    const model = newModel();
    const trainer = newTrainer(model);
    await trainer.run({ epochs: 1 });
    const weights = await model.weights();
    trainer.dispose();
    await expect(trainer.run({ epochs: 1 })).rejects.toThrow("disposed of");
    expect(await model.weights()).toEqual(weights);
    expect(trainer.history).toHaveLength(1);
  });
});

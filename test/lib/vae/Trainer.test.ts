import { beforeAll, describe, expect, it } from "vitest";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "kl-to-vae/errors";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  train,
  Trainer,
  VariationalAutoencoder,
  type EpochRecord,
  type ModelOptions,
  type StepReport,
  type TrainerOptions,
} from "kl-to-vae/vae";
import { tinyImages } from "./tinyImages.js";

const tiny: ModelOptions = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };
const options: TrainerOptions = { batchSize: 16, learningRate: 0.01, binarize: "threshold", seed: 5 };
const data = { train: { images: tinyImages(90) }, test: { images: tinyImages(40, 1) } };

beforeAll(() => useBackend("cpu"));

describe("Trainer", () => {
  it("lowers the loss and records it in nats per example", async () => {
    const model = new VariationalAutoencoder(tiny);
    const seen: EpochRecord[] = [];
    const trainer = new Trainer(model, { ...data, validation: data.test }, options);
    await trainer.run({ epochs: 12, onEpoch: (record) => void seen.push(record) });
    expect(trainer.history).toEqual(seen);
    expect(seen.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 12 }, (_, i) => i + 1));
    const [first, last] = [seen[0] as EpochRecord, seen[11] as EpochRecord];
    expect(first.trainLoss).toBeGreaterThan(10);
    expect(last.trainLoss).toBeLessThan(first.trainLoss - 1);
    expect(last.testLoss).toBeLessThan((first.testLoss as number) - 1);
    expect(last.trainLoss).toBeCloseTo(last.kl - last.reconstruction, 6);
    expect(last.testLoss).toBeCloseTo((last.testKl as number) - (last.testReconstruction as number), 6);
    expect(last.validationLoss).not.toBe(last.testLoss);
    expect(last.steps).toBe(12 * 6);
  });

  it("gives the same weights and losses again for the same seeds, and others for another seed", async () => {
    const run = async (seed: number): Promise<{ losses: number[]; weights: object }> => {
      const model = new VariationalAutoencoder(tiny);
      const { history } = await train(model, data, { ...options, binarize: "dynamic", seed, epochs: 2 });
      return { losses: history.map(({ testLoss = NaN }) => testLoss), weights: await model.weights() };
    };
    const first = await run(5);
    expect(await run(5)).toEqual(first);
    expect((await run(6)).losses).not.toEqual(first.losses);
  });

  it("keeps what it learned when it is interrupted, and goes on as if it had not been", async () => {
    const straight = new VariationalAutoencoder(tiny);
    const reference = await train(straight, data, { ...options, epochs: 3 });

    const model = new VariationalAutoencoder(tiny);
    const trainer = new Trainer(model, data, options);
    const controller = new AbortController();
    const reason = new Error("enough for today");
    let steps = 0;
    const onStep = (): void => void (++steps === 9 && controller.abort(reason));
    await expect(trainer.run({ epochs: 3, signal: controller.signal, onStep })).rejects.toBe(reason);
    expect(trainer.history).toHaveLength(1);
    expect(await model.weights()).not.toEqual(await new VariationalAutoencoder(tiny).weights());

    await trainer.run({ epochs: 2 });
    expect(await model.weights()).toEqual(await straight.weights());
    const losses = ({ trainLoss, testLoss }: EpochRecord): unknown => [trainLoss, testLoss];
    expect(trainer.history.map(losses)).toEqual(reference.history.map(losses));
  });

  it("lets timers run between its steps", async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(), 20);
    const trainer = new Trainer(new VariationalAutoencoder(tiny), data, options);
    await expect(trainer.run({ epochs: 100_000, signal: controller.signal })).rejects.toThrow("aborted");
  });

  it("holds the same number of tensors after every epoch, and none when all is disposed of", async () => {
    const before = memory();
    const model = new VariationalAutoencoder(tiny);
    const trainer = new Trainer(model, data, options);
    const held: number[] = [];
    await trainer.run({ epochs: 4, onEpoch: () => void held.push(memory().tensors) });
    expect(new Set(held).size).toBe(1);
    trainer.dispose();
    model.dispose();
    expect(memory()).toEqual(before);
  });

  it("raises the weight of the KL term over the warm-up", async () => {
    const losses: EpochRecord[] = [];
    const objective = elbo({ beta: 4, warmUp: 2 });
    const onEpoch = (record: EpochRecord): void => void losses.push(record);
    await train(new VariationalAutoencoder(tiny), data, { ...options, objective, epochs: 3, onEpoch });
    const weight = ({ trainLoss, reconstruction, kl }: EpochRecord): number =>
      (trainLoss + reconstruction) / kl;
    expect(weight(losses[0] as EpochRecord)).toBeGreaterThan(0);
    expect(weight(losses[0] as EpochRecord)).toBeLessThan(2);
    expect(weight(losses[1] as EpochRecord)).toBeLessThan(4);
    expect(weight(losses[2] as EpochRecord)).toBeCloseTo(4, 6);
  });

  it("reports every step, the last and smaller batch included", async () => {
    const reports: StepReport[] = [];
    const onStep = (report: StepReport): void => void reports.push(report);
    const { history } = await train(new VariationalAutoencoder(tiny), data, {
      ...options,
      batchSize: 40,
      epochs: 1,
      onStep,
    });
    const where = reports.map(({ epoch, step, stepsPerEpoch }) => ({ epoch, step, stepsPerEpoch }));
    expect(where).toEqual([1, 2, 3].map((step) => ({ epoch: 1, step, stepsPerEpoch: 3 })));
    expect(reports.every(({ loss }) => loss > 0)).toBe(true);
    expect(reports.at(-1)?.loss).toBe(history[0]?.trainLoss);
    expect(reports[0]?.recentLoss).toBe(reports[0]?.loss);
    const sizes = [40, 40, 10];
    const sum = reports.reduce((total, { recentLoss }, i) => total + sizes[i]! * recentLoss, 0);
    expect(sum / 90).toBeCloseTo(history[0]!.trainLoss, 9);
  });

  it("takes the whole set as one batch where the batch size is larger", async () => {
    const { history } = await train(new VariationalAutoencoder(tiny), data, {
      ...options,
      batchSize: 1000,
      epochs: 2,
    });
    expect(history[1]?.steps).toBe(2);
  });

  it("trains an autoencoder on its reconstruction alone", async () => {
    const model = new Autoencoder({ ...tiny, likelihood: "gaussian", hidden: [] });
    const { history } = await train(model, data, { batchSize: 16, learningRate: 0.01, epochs: 10 });
    const [first, last] = [history[0] as EpochRecord, history[9] as EpochRecord];
    expect(last.kl).toBe(0);
    expect(last.trainLoss).toBe(-last.reconstruction);
    expect(last.trainLoss).toBeLessThan(first.trainLoss);
  });

  it("stops at a loss that is not finite, names the step and the part, and goes back to the last good weights", async () => {
    const model = new VariationalAutoencoder({ ...tiny, likelihood: "gaussian" });
    const before = await model.weights();
    const trainer = new Trainer(model, data, { batchSize: 16, learningRate: 1e30 });
    const run = trainer.run({ epochs: 1 });
    await expect(run).rejects.toThrow(NonFiniteError);
    await expect(run).rejects.toThrow(
      /At step 2 the (reconstruction|KL) part of the loss became (NaN|-?Infinity)/,
    );
    expect(await model.weights()).toEqual(before);
    expect(trainer.history).toEqual([]);
  });

  it("refuses two runs at once", async () => {
    const trainer = new Trainer(new VariationalAutoencoder(tiny), data, options);
    const first = trainer.run({ epochs: 1 });
    await expect(trainer.run({ epochs: 1 })).rejects.toThrow("running already");
    await first;
  });

  it.each([
    ["learningRate", { learningRate: 0 }],
    ["learningRate", { learningRate: NaN }],
    ["batchSize", { batchSize: 0 }],
    ["batchSize", { batchSize: 1.5 }],
    ["binarize", { binarize: "round" as "none" }],
  ])("refuses a bad %s: %j", (name, bad) => {
    expect(() => new Trainer(new VariationalAutoencoder(tiny), data, { ...options, ...bad })).toThrow(
      InvalidArgumentError,
    );
    expect(() => new Trainer(new VariationalAutoencoder(tiny), data, { ...options, ...bad })).toThrow(name);
  });

  it.each([0, -1, 2.5, NaN])("refuses %d epochs", async (epochs) => {
    const trainer = new Trainer(new VariationalAutoencoder(tiny), data, options);
    await expect(trainer.run({ epochs })).rejects.toThrow(/epochs is .* positive integer/);
  });

  it("refuses grey pixels under a Bernoulli likelihood and says what to do", () => {
    const grey = (): Trainer =>
      new Trainer(new VariationalAutoencoder(tiny), data, { ...options, binarize: "none" });
    expect(grey).toThrow(InvalidArgumentError);
    expect(grey).toThrow(/train set: pixel 0 of image 0.*binarize: "threshold".*continuous-bernoulli/);
  });

  it("counts Uint8 pixels as 1/255", async () => {
    const binary = tinyImages(90).data.map((pixel) => Math.round(pixel));
    const bytes = Uint8Array.from(binary, (bit) => 255 * bit);
    const losses = async (pixels: Float32Array | Uint8Array): Promise<number | undefined> => {
      const set = { train: { images: { data: pixels, shape: [90, 4, 4] } } };
      const trainer = await train(new VariationalAutoencoder(tiny), set, {
        ...options,
        binarize: "none",
        epochs: 1,
      });
      return trainer.history[0]?.trainLoss;
    };
    expect(await losses(bytes)).toBe(await losses(binary));
    await expect(losses(Uint8Array.from(binary))).rejects.toThrow("Uint8 images count as 1/255");
  });

  it("refuses images of another shape, none at all, and pixels that are not finite", () => {
    const trainOn = (images: object) => (): Trainer =>
      new Trainer(new VariationalAutoencoder({ ...tiny, likelihood: "gaussian" }), {
        train: { images: images as typeof data.train.images },
      });
    expect(trainOn({ data: new Float32Array(18), shape: [2, 3, 3] })).toThrow(ShapeError);
    expect(trainOn({ data: new Float32Array(0), shape: [0, 4, 4] })).toThrow(ShapeError);
    expect(trainOn({ data: new Float32Array(32).fill(NaN, 20), shape: [2, 4, 4] })).toThrow(NonFiniteError);
    expect(trainOn({ data: new Float32Array(32).fill(NaN, 20), shape: [2, 4, 4] })).toThrow(
      "pixel 4 of image 1",
    );
  });
});

describe("elbo", () => {
  it("is plain data", () => {
    expect(elbo()).toEqual({ kind: "elbo", beta: 1, warmUp: 0 });
  });

  it.each([{ beta: -1 }, { warmUp: -0.5 }, { beta: Infinity }, { warmUp: NaN }])("refuses %j", (bad) => {
    expect(() => elbo(bad)).toThrow(InvalidArgumentError);
  });
});

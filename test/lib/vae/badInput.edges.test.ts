import { beforeAll, describe, expect, it, onTestFinished } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  evaluate,
  iwae,
  train,
  VariationalAutoencoder,
  type EpochRecord,
  type LatentVariableModel,
  type ModelOptions,
  type Objective,
  type RunOptions,
  type StepReport,
  type TrainerOptions,
} from "kl-to-vae/vae";
import { tinyImages } from "./tinyImages.js";

const tiny: ModelOptions = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };

beforeAll(() => useBackend("cpu"));

function images(n: number, pixel: number): NdArray {
  return { data: new Float32Array(16 * n).fill(pixel), shape: [n, 4, 4] };
}

function black(n: number): NdArray {
  const { data, shape } = tinyImages(n);
  return { data: data.map(Math.round), shape };
}

function newModel(options: ModelOptions, Model = VariationalAutoencoder): VariationalAutoencoder {
  const before = memory();
  const model = new Model(options);
  onTestFinished(() => {
    model.dispose();
    expect(memory(), "tensors that were left behind").toEqual(before);
  });
  return model;
}

/** The last record of a training on one set, of which two images or less are the other sets as well. */
async function trained(
  model: LatentVariableModel,
  set: NdArray,
  options: TrainerOptions & RunOptions,
): Promise<EpochRecord> {
  const { data, shape } = set;
  const few = Math.min(2, shape[0] as number);
  const some = {
    data: data.slice(0, few * (data.length / (shape[0] as number))),
    shape: [few, ...shape.slice(1)],
  };
  const sets = { train: { images: set }, validation: { images: some }, test: { images: some } };
  const trainer = await train(model, sets, options);
  onTestFinished(() => trainer.dispose());
  return trainer.history.at(-1) as EpochRecord;
}

function expectFinite(record: EpochRecord): void {
  const { seconds: _, ...numbers } = record;
  for (const [name, value] of Object.entries(numbers)) expect(value, name).toSatisfy(Number.isFinite);
}

const likelihoods: Record<string, Partial<ModelOptions>> = {
  Bernoulli: { likelihood: "bernoulli" },
  "continuous Bernoulli": { likelihood: "continuous-bernoulli" },
  Gaussian: { likelihood: "gaussian" },
  "Gaussian with learned variance": { likelihood: "gaussian", variance: "learned" },
};
const objectives = { ELBO: elbo(), "IWAE of 3": iwae({ samples: 3 }) };

describe("images that are all the same", () => {
  const cases = Object.keys(likelihoods).flatMap((likelihood) =>
    (Object.keys(objectives) as (keyof typeof objectives)[]).flatMap((objective) =>
      ([0, 1, 0.5] as const)
        .filter((pixel) => likelihood !== "Bernoulli" || pixel !== 0.5)
        .map((pixel) => [likelihood, objective, pixel] as const),
    ),
  );
  it.for(cases)("are learned: %s, %s, all pixels %d", async ([likelihood, objective, pixel]) => {
    const model = newModel({ ...tiny, ...likelihoods[likelihood] });
    const options = { learningRate: 0.1, objective: objectives[objective] };
    const losses: number[] = [];
    const onEpoch = (record: EpochRecord): void => {
      expectFinite(record);
      losses.push(record.trainLoss);
    };
    await trained(model, images(8, pixel), { ...options, epochs: 15, onEpoch });
    expect(losses[14]).toBeLessThan(losses[0] as number);
    const { data } = await model.reconstruct(images(1, pixel));
    const grey = Array.from(data).reduce((sum, value) => sum + value, 0) / 16;
    expect(Math.abs(grey - pixel)).toBeLessThan(0.2);
  });

  it.for(["threshold", "dynamic"] as const)(
    "are learned when they are grey and made black and white: %s",
    async (binarize) => {
      const model = newModel(tiny);
      const record = await trained(model, images(12, 0.5), { batchSize: 5, epochs: 2, binarize });
      expectFinite(record);
      // Half is white under the threshold; drawn, nothing is to be learned beyond 16 bits a picture.
      if (binarize === "dynamic") expect(record.trainLoss).toBeGreaterThan(16 * Math.LN2 - 1);
    },
  );

  it("are learned by an autoencoder", async () => {
    const model = new Autoencoder({ ...tiny, likelihood: "gaussian", variance: "learned" });
    onTestFinished(() => model.dispose());
    expectFinite(await trained(model, images(5, 0), { epochs: 30, learningRate: 0.02 }));
  });
});

describe("sets and batches of every size", () => {
  it.for<[n: number, batchSize: number, sizes: number[]]>([
    [1, 1, [1]],
    [1, 128, [1]],
    [3, 1, [1, 1, 1]],
    [3, 128, [3]],
    [5, 4, [4, 1]],
    [7, 3, [3, 3, 1]],
    [6, 3, [3, 3]],
    [6, 6, [6]],
    [6, Number.MAX_SAFE_INTEGER, [6]],
  ])("train: %d images in batches of %d", async ([n, batchSize, sizes]) => {
    for (const objective of Object.values(objectives)) {
      const model = newModel(tiny);
      const reports: StepReport[] = [];
      const onStep = (report: StepReport): void => void reports.push(report);
      const record = await trained(model, black(n), { batchSize, epochs: 2, objective, onStep });
      expectFinite(record);
      expect(reports.map(({ step, stepsPerEpoch }) => [step, stepsPerEpoch])).toEqual(
        [...sizes, ...sizes].map((_, i) => [(i % sizes.length) + 1, sizes.length]),
      );
      expect(record.steps).toBe(2 * sizes.length);
    }
  });

  it("count every image once in the loss of an epoch, also those of the last and smaller batch", async () => {
    // With next to no learning the epoch's loss is the mean over all images at the first weights.
    const set = black(7);
    const model = newModel({ ...tiny, likelihood: "gaussian", variance: 1e4 });
    const { trainLoss } = await trained(model, set, { batchSize: 3, epochs: 1, learningRate: 1e-12 });
    const whole = await evaluate(model, set, { rng: new Rng(1) });
    expect(Math.abs(trainLoss + whole.elbo)).toBeLessThan(1e-3);
  });

  it("evaluate a single image, and more than fit into one batch", async () => {
    const model = newModel(tiny);
    const rng = new Rng(1);
    const one = await evaluate(model, black(1), { rng });
    expect([one.n, one.standardError]).toEqual([1, Infinity]);
    expect(Number.isFinite(one.elbo)).toBe(true);
    expect((await evaluate(model, black(501), { rng })).n).toBe(501);
  });
});

describe("the smallest models", () => {
  it.for<[string, ModelOptions]>([
    ["one pixel, one unit, one code", { inputShape: [1], hidden: [1], latentDim: 1 }],
    ["one pixel in two axes, linear", { inputShape: [1, 1], hidden: [], latentDim: 1 }],
    ["one row", { inputShape: [1, 5], hidden: [2, 1], latentDim: 1 }],
    ["more codes than pixels", { inputShape: [2], hidden: [3], latentDim: 7 }],
    [
      "a convolution down to one pixel",
      { inputShape: [2, 2], architecture: "conv", hidden: [1], latentDim: 1 },
    ],
    ["three colours", { inputShape: [2, 2, 3], hidden: [2], latentDim: 1 }],
    [
      "a convolution of two colours",
      { inputShape: [4, 2, 2], architecture: "conv", hidden: [3], latentDim: 2 },
    ],
  ])("train and give their shapes: %s", async ([, options]) => {
    const size = options.inputShape.reduce((product, length) => product * length, 1);
    const set = { data: new Float32Array(3 * size).fill(1, 1, 2), shape: [3, ...options.inputShape] };
    for (const [i, likelihood] of Object.values(likelihoods).entries()) {
      const model = newModel({ ...options, ...likelihood });
      const objective = Object.values(objectives)[i % 2] as Objective;
      expectFinite(await trained(model, set, { epochs: 1, batchSize: 2, objective }));
      expect((await model.reconstruct(set)).shape).toEqual(set.shape);
      const drawn = await model.generate(2, { rng: new Rng(1), output: "sample" });
      expect(drawn.shape).toEqual([2, ...options.inputShape]);
      expect(drawn.data.every(Number.isFinite)).toBe(true);
    }
  });
});

it("a signal that was aborted before the run ends it with its reason, and nothing has changed", async () => {
  const model = newModel(tiny);
  const before = await model.weights();
  const reason = new Error("not today");
  const options = { epochs: 1, signal: AbortSignal.abort(reason) };
  await expect(train(model, { train: { images: black(5) } }, options)).rejects.toBe(reason);
  expect(await model.weights()).toEqual(before);
});

it("codes at the ends of float32 give images without NaN", async () => {
  const model = newModel({ ...tiny, likelihood: "gaussian" });
  const huge = { data: Float32Array.of(3e38, -3e38), shape: [1, 2] };
  const { data } = await model.decode(huge);
  expect(data.some(Number.isNaN)).toBe(false);
});

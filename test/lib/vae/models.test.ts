import { beforeAll, describe, expect, it } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { InvalidArgumentError, NonFiniteError, ShapeError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import { Autoencoder, VariationalAutoencoder, type ModelOptions } from "kl-to-vae/vae";
import { tinyImages } from "./tinyImages.js";

const tiny: ModelOptions = { inputShape: [4, 4], hidden: [8, 5], latentDim: 3, seed: 1 };
const images = tinyImages(7);

beforeAll(() => useBackend("cpu"));

describe("VariationalAutoencoder", () => {
  it("gives arrays of the contract's shapes", async () => {
    const model = new VariationalAutoencoder(tiny);
    const { mean, logVariance } = await model.encode(images);
    expect([mean.shape, logVariance.shape]).toEqual([
      [7, 3],
      [7, 3],
    ]);
    expect((await model.decode(mean)).shape).toEqual([7, 4, 4]);
    expect((await model.reconstruct(images, { rng: new Rng(0) })).shape).toEqual([7, 4, 4]);
    expect((await model.generate(5, { rng: new Rng(0) })).shape).toEqual([5, 4, 4]);
  });

  it("takes images flat, with or without a channel axis", async () => {
    const model = new VariationalAutoencoder(tiny);
    const reference = await model.encode(images);
    expect(await model.encode({ data: images.data, shape: [7, 16] })).toEqual(reference);
    expect(await model.encode({ data: images.data, shape: [7, 4, 4, 1] })).toEqual(reference);
    const flat = new VariationalAutoencoder({ ...tiny, inputShape: [16] });
    expect(await flat.encode(images)).toEqual(reference);
  });

  it("starts with PyTorch's weights: uniform within 1/√fan_in, biases too, for each layer", async () => {
    const weights = await new VariationalAutoencoder({
      inputShape: [100],
      hidden: [50],
      latentDim: 4,
    }).weights();
    expect(Object.fromEntries(Object.entries(weights).map(([name, { shape }]) => [name, shape]))).toEqual({
      "encoder.0.weight": [50, 100],
      "encoder.0.bias": [50],
      "mean.weight": [4, 50],
      "mean.bias": [4],
      "logVariance.weight": [4, 50],
      "logVariance.bias": [4],
      "decoder.0.weight": [50, 4],
      "decoder.0.bias": [50],
      "decoder.1.weight": [100, 50],
      "decoder.1.bias": [100],
    });
    const largest = (name: string): number => Math.max(...Array.from(weights[name]?.data ?? [], Math.abs));
    for (const [name, fanIn] of [
      ["encoder.0", 100],
      ["decoder.0", 4],
      ["decoder.1", 50],
    ] as const) {
      for (const part of ["weight", "bias"]) {
        expect(largest(`${name}.${part}`)).toBeLessThanOrEqual(1 / Math.sqrt(fanIn));
        expect(largest(`${name}.${part}`)).toBeGreaterThan(0.9 / Math.sqrt(fanIn));
      }
    }
  });

  it("has the same weights for the same seed, and others for another", async () => {
    const weights = await new VariationalAutoencoder(tiny).weights();
    expect(await new VariationalAutoencoder(tiny).weights()).toEqual(weights);
    expect(await new VariationalAutoencoder({ ...tiny, seed: 2 }).weights()).not.toEqual(weights);
  });

  it("is the same function once its weights are set to another's", async () => {
    const [one, other] = [1, 2].map((seed) => new VariationalAutoencoder({ ...tiny, seed })) as [
      VariationalAutoencoder,
      VariationalAutoencoder,
    ];
    await other.setWeights(await one.weights());
    expect(await other.encode(images)).toEqual(await one.encode(images));
  });

  it("refuses weights that are missing, unknown, misshapen or not finite, and keeps its own", async () => {
    const model = new VariationalAutoencoder(tiny);
    const before = await model.weights();
    const { "mean.bias": bias, ...missing } = before as Record<string, NdArray>;
    await expect(model.setWeights(missing)).rejects.toThrow("mean.bias is missing");
    await expect(model.setWeights({ ...before, "fc1.weight": bias as NdArray })).rejects.toThrow(
      /no weight fc1.weight.*encoder.0.weight/,
    );
    const short = { data: new Float32Array(2), shape: [2] };
    await expect(model.setWeights({ ...before, "mean.bias": short })).rejects.toThrow(ShapeError);
    const nan = { data: new Float32Array([0, NaN, 0]), shape: [3] };
    await expect(model.setWeights({ ...before, "mean.bias": nan })).rejects.toThrow(NonFiniteError);
    expect(await model.weights()).toEqual(before);
  });

  it("reconstructs from the mean code without an rng, and from a draw with one", async () => {
    const model = new VariationalAutoencoder(tiny);
    const { mean } = await model.encode(images);
    const fromMean = await model.decode(mean);
    expect(await model.reconstruct(images)).toEqual(fromMean);
    const drawn = await model.reconstruct(images, { rng: new Rng(4) });
    expect(drawn).not.toEqual(fromMean);
    expect(await model.reconstruct(images, { rng: new Rng(4) })).toEqual(drawn);
  });

  it("generates means between 0 and 1, and samples that are 0 or 1, under a Bernoulli likelihood", async () => {
    const model = new VariationalAutoencoder(tiny);
    const means = await model.generate(600, { rng: new Rng(4) });
    expect(means.data.every((value) => value > 0 && value < 1)).toBe(true);
    const samples = await model.generate(600, { rng: new Rng(4), output: "sample" });
    expect(new Set(samples.data)).toEqual(new Set([0, 1]));
    const average = (values: Float32Array): number =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(Math.abs(average(samples.data) - average(means.data))).toBeLessThan(0.02);
  });

  it("takes codes in any kind of array as they are", async () => {
    const model = new VariationalAutoencoder(tiny);
    const codes = [0, 1, 2, 3, 2, 1];
    const floats = await model.decode({ data: Float32Array.from(codes), shape: [2, 3] });
    expect(await model.decode({ data: Uint8Array.from(codes), shape: [2, 3] })).toEqual(floats);
    expect(await model.decode({ data: Float64Array.from(codes), shape: [2, 3] })).toEqual(floats);
  });

  it("does not depend on how many images are computed at once", async () => {
    const model = new VariationalAutoencoder(tiny);
    const many = tinyImages(1100);
    const { mean } = await model.encode(many);
    const last = { data: many.data.slice(-16), shape: [1, 4, 4] };
    expect(Array.from((await model.encode(last)).mean.data)).toEqual(Array.from(mean.data.slice(-3)));
  });

  it("holds no tensors but its weights, and none after dispose", async () => {
    const before = memory();
    const model = new VariationalAutoencoder({ ...tiny, likelihood: "gaussian", variance: "learned" });
    await model.reconstruct(images, { rng: new Rng(0) });
    await model.generate(3, { rng: new Rng(0), output: "sample" });
    const { length } = Object.keys(await model.weights());
    expect(memory().tensors).toBe(before.tensors + length);
    model.dispose();
    expect(memory()).toEqual(before);
  });

  it("refuses images of another shape and pixels that are not finite", async () => {
    const model = new VariationalAutoencoder(tiny);
    await expect(model.encode({ data: images.data, shape: [7, 2, 8] })).rejects.toThrow(ShapeError);
    await expect(model.encode({ data: new Float32Array(16), shape: [4, 4] })).rejects.toThrow(
      "leading axis of 1",
    );
    const hole = Float32Array.from(images.data).fill(NaN, 20, 21);
    await expect(model.encode({ data: hole, shape: [7, 4, 4] })).rejects.toThrow("row 1, column 4 is NaN");
    await expect(model.decode({ data: new Float32Array(4), shape: [2, 2] })).rejects.toThrow(
      "z must have shape [n, 3]",
    );
    await expect(model.generate(0, { rng: new Rng(0) })).rejects.toThrow(InvalidArgumentError);
  });

  it.each<[string, Partial<ModelOptions>]>([
    ["latentDim", { latentDim: 0 }],
    ["latentDim", { latentDim: 1.5 }],
    ["hidden", { hidden: [8, -1] }],
    ["inputShape", { inputShape: [] }],
    ["inputShape", { inputShape: [4, NaN] }],
    ["inputShape", { architecture: "conv", hidden: [4, 4], inputShape: [6, 8] }],
    ["inputShape", { architecture: "conv", inputShape: [784] }],
    ["hidden", { architecture: "conv", hidden: [] }],
    ["architecture", { architecture: "transformer" as "mlp" }],
    ["likelihood", { likelihood: "poisson" as "bernoulli" }],
    ["variance", { likelihood: "gaussian", variance: 0 }],
    ["variance", { likelihood: "bernoulli", variance: 0.5 }],
    ["seed", { seed: -1 }],
  ])("refuses a bad %s: %j", (name, bad) => {
    expect(() => new VariationalAutoencoder({ ...tiny, ...bad })).toThrow(InvalidArgumentError);
    expect(() => new VariationalAutoencoder({ ...tiny, ...bad })).toThrow(name);
  });
});

describe("Autoencoder", () => {
  it("has one code per image and reconstructs from it", async () => {
    const model = new Autoencoder(tiny);
    const codes = await model.encode(images);
    expect(codes.shape).toEqual([7, 3]);
    expect(await model.reconstruct(images)).toEqual(await model.decode(codes));
    expect(Object.keys(await model.weights())).toContain("code.weight");
  });

  it("is linear where there are no hidden layers", async () => {
    const model = new Autoencoder({ ...tiny, hidden: [], likelihood: "gaussian" });
    const at = async (scale: number): Promise<Float32Array> =>
      (await model.reconstruct({ data: new Float32Array(16).fill(scale), shape: [1, 4, 4] })).data;
    const [zero, one, two] = (await Promise.all([0, 1, 2].map(at))) as [
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    one.forEach((value, i) => expect(2 * value - (zero[i] as number)).toBeCloseTo(two[i] as number, 5));
  });
});

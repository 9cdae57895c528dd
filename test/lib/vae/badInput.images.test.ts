import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, it, onTestFinished } from "vitest";
import { Rng } from "kl-to-vae/random";
import { useBackend } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  evaluate,
  Trainer,
  VariationalAutoencoder,
  type LatentVariableModel,
  type ModelOptions,
  type TrainingData,
} from "kl-to-vae/vae";
import { expectRefused, untyped } from "./badInput.js";

const tiny: ModelOptions = { inputShape: [4, 4], hidden: [8], latentDim: 2, likelihood: "gaussian", seed: 1 };
const floats = (length: number): Float32Array => new Float32Array(length);
const filled = (value: number): Float64Array => new Float64Array(32).fill(value, 20, 21);

beforeAll(() => useBackend("cpu"));

/** What is no array of numbers at all, whatever it should hold. */
const noArrays: readonly (readonly [title: string, value: unknown, ...says: (string | RegExp)[]])[] = [
  ["undefined", undefined, "undefined"],
  ["null", null, "null"],
  ["a number", 3, "3"],
  ["text", "digits.png", "digits.png"],
  ["a list of lists", [[0, 1]], /list|Array/],
  ["an object", {}, /data|shape/],
  ["numbers without a shape", floats(32), /Float32Array/],
  ["an array without a shape", { data: floats(32) }, "shape"],
  ["an array without data", { shape: [2, 4, 4] }, "data"],
  ["a plain list of numbers", { data: Array(32).fill(0), shape: [2, 4, 4] }, /list|Array/, "Float32Array"],
  ["an Int32Array", { data: new Int32Array(32), shape: [2, 4, 4] }, "Int32Array", "Float32Array"],
  ["a Uint8ClampedArray", { data: new Uint8ClampedArray(32), shape: [2, 4, 4] }, "Uint8ClampedArray"],
  ["a BigInt64Array", { data: new BigInt64Array(32), shape: [2, 4, 4] }, "BigInt64Array"],
  ["a buffer without a type", { data: new ArrayBuffer(128), shape: [2, 4, 4] }, "ArrayBuffer"],
  ["a shape that is text", { data: floats(32), shape: "2x4x4" }, "2x4x4"],
  ["a shape that is a number", { data: floats(32), shape: 2 }, "shape", "2"],
  ["a data set", { images: { data: floats(32), shape: [2, 4, 4] } }, "images"],
];

/** Of the pixel that is wrong in the second image, as messages have it. */
const place = /row 1, column 4|pixel 4 of image 1/;

/** The same for images of 4 × 4 pixels. */
const badImages: readonly (readonly [title: string, value: unknown, ...says: (string | RegExp)[]])[] = [
  ...noArrays,
  ["a tensor", untyped<unknown>("tensor"), /tensor/i],
  ["none at all", { data: floats(0), shape: [0, 4, 4] }, /at least one/],
  ["one image without the leading axis", { data: floats(16), shape: [4, 4] }, "[4, 4]", /leading axis/],
  ["images of another size", { data: floats(18), shape: [2, 3, 3] }, "[2, 3, 3]", /\[n, 4, 4\]/],
  ["images lying down", { data: floats(32), shape: [2, 2, 8] }, "[2, 2, 8]"],
  ["three channels", { data: floats(96), shape: [2, 4, 4, 3] }, "[2, 4, 4, 3]"],
  ["channels first", { data: floats(96), shape: [2, 3, 4, 4] }, "[2, 3, 4, 4]"],
  ["fewer numbers than the shape needs", { data: floats(31), shape: [2, 4, 4] }, "31", "[2, 4, 4]"],
  ["more numbers than the shape needs", { data: floats(48), shape: [2, 4, 4] }, "48", "[2, 4, 4]"],
  ["a negative length", { data: floats(32), shape: [-2, -4, 4] }, "-2"],
  ["two negative lengths", { data: floats(32), shape: [-2, -16] }, "-2"],
  ["a length that is a fraction", { data: floats(40), shape: [2.5, 16] }, "2.5"],
  ["lengths as text", { data: floats(32), shape: ["2", 4, 4] }, "2"],
  ["a length that is NaN", { data: floats(32), shape: [NaN, 4, 4] }, "NaN"],
  ["a length that is a BigInt", { data: floats(32), shape: [2n, 4n, 4n] }, /shape/],
  ["a pixel that is NaN", { data: filled(NaN), shape: [2, 4, 4] }, /NaN/, place],
  ["a pixel that is infinite", { data: filled(-Infinity), shape: [2, 4, 4] }, /-Infinity/, place],
  ["a pixel too large for float32", { data: filled(1e39), shape: [2, 4, 4] }, /1e\+39/, place],
];

function modelOf(
  Model: typeof VariationalAutoencoder | typeof Autoencoder,
): VariationalAutoencoder | Autoencoder {
  const model = new Model(tiny);
  onTestFinished(() => model.dispose());
  return model;
}

/** Ways to give a model images, and what each calls them. */
const calls: Record<string, (model: LatentVariableModel, images: never) => unknown> = {
  "x of encode": (model, x) => (model as Autoencoder).encode(x),
  "x of reconstruct": (model, x) => (model as Autoencoder).reconstruct(x),
  "images of evaluate": (model, images) => evaluate(model, images, { rng: new Rng(1) }),
  "the train set": (model, images) => new Trainer(model, { train: { images } }),
  "the validation set": (model, images) =>
    new Trainer(model, { train: { images: good }, validation: { images } }),
  "the test set": (model, images) => new Trainer(model, { train: { images: good }, test: { images } }),
};
const good = { data: floats(32), shape: [2, 4, 4] };

const models = { VariationalAutoencoder, Autoencoder };

describe.each(Object.keys(models) as (keyof typeof models)[])("the class %s", (kind) => {
  it.for(badImages)("refuses for images, wherever they go: %s", async ([title, value, ...says]) => {
    const model = modelOf(models[kind]);
    const tensor = tf.zeros([2, 4, 4]);
    onTestFinished(() => tensor.dispose());
    const images = value === "tensor" ? tensor : value;
    for (const [name, call] of Object.entries(calls)) {
      const argument = name.split(" of ")[0] as string;
      await expectRefused(
        [`${name}: ${title}`, () => call(model, images as never), argument, ...says],
        model,
      );
    }
  });

  it.for<(typeof noArrays)[number]>([
    ...noArrays,
    ["codes of another dimension", { data: floats(6), shape: [2, 3] }, "[n, 2]", "[2, 3]"],
    ["one code without the leading axis", { data: floats(2), shape: [2] }, "[n, 2]", "[2]"],
    ["none at all", { data: floats(0), shape: [0, 2] }, "[n, 2]"],
    ["fewer numbers than the shape needs", { data: floats(3), shape: [2, 2] }, "3", "[2, 2]"],
    ["more numbers than the shape needs", { data: floats(8), shape: [2, 2] }, "8", "[2, 2]"],
    ["negative lengths", { data: floats(4), shape: [-2, 2] }, "-2"],
    ["a code that is NaN", { data: floats(4).fill(NaN, 3), shape: [2, 2] }, "NaN", /row 1.*column 1/],
    ["a code too large for float32", { data: new Float64Array(4).fill(1e39), shape: [2, 2] }, /1e\+39/],
  ])("refuses to decode %s", async ([title, value, ...says]) => {
    const model = modelOf(models[kind]);
    await expectRefused([title, () => model.decode(untyped(value)), /\bz\b/, ...says], model);
  });
});

describe("a set of images", () => {
  const trainer = (data: unknown): (() => Trainer) => {
    const model = modelOf(VariationalAutoencoder);
    return () => new Trainer(model, untyped<TrainingData>(data));
  };
  it.for<[title: string, data: unknown, ...says: (string | RegExp)[]]>([
    ["no data", undefined, /data|train/, "undefined"],
    ["null for data", null, /data|train/, "null"],
    ["no training set", {}, "train"],
    ["no training set but a test set", { test: { images: good } }, "train"],
    ["null for the training set", { train: null }, "train", "null"],
    ["the images themselves for data", good, "train"],
    ["a data set for data", { images: good }, "train"],
    ["the images themselves for the training set", { train: good }, "train", "images"],
    ["a list for the training set", { train: [good] }, "train", "images"],
    ["null for the test set", { train: { images: good }, test: null }, "test", "null"],
    ["the images themselves for the test set", { train: { images: good }, test: good }, "test", "images"],
    ["an unknown set", { train: { images: good }, val: { images: good } }, "val", "validation"],
  ])("is refused where there is %s", async ([title, data, ...says]) => {
    await expectRefused([title, trainer(data), ...says]);
  });
});

describe("pixels that a likelihood is not defined for", () => {
  const withPixel = (data: Float32Array | Uint8Array, pixel: number): typeof good => {
    return untyped({ data: data.fill(pixel, 20, 21), shape: [2, 4, 4] });
  };
  it.for<
    [ModelOptions["likelihood"], "none" | "threshold" | "dynamic", pixel: number, ...(string | RegExp)[]]
  >([
    ["bernoulli", "none", 0.5, "binarize", "continuous-bernoulli"],
    ["bernoulli", "none", 2, "binarize"],
    ["bernoulli", "none", 255, "binarize"],
    ["bernoulli", "threshold", -0.25, "[0, 1]"],
    ["bernoulli", "dynamic", 1.5, "[0, 1]"],
    ["bernoulli", "threshold", NaN, "finite"],
    ["continuous-bernoulli", "none", 1.5, "[0, 1]", "gaussian"],
    ["continuous-bernoulli", "none", -0.125, "[0, 1]"],
    ["gaussian", "threshold", 3, "[0, 1]"],
    ["gaussian", "dynamic", -3, "[0, 1]"],
    ["gaussian", "none", Infinity, "finite"],
  ])("are refused: %s, %s, %d", async ([likelihood, binarize, pixel, ...says]) => {
    const images = withPixel(floats(32), pixel);
    await expectPixelRefused({ likelihood, binarize, images }, [`pixel 4 of image 1 is ${pixel}`, ...says]);
  });

  it("are refused as bytes, too, which count as 1/255", async () => {
    const images = withPixel(new Uint8Array(32), 7);
    const says = ["pixel 4 of image 1 is 0.027", "1/255", "binarize"];
    await expectPixelRefused({ likelihood: "bernoulli", binarize: "none", images }, says);
  });
});

interface PixelCase {
  readonly likelihood: ModelOptions["likelihood"];
  readonly binarize: "none" | "threshold" | "dynamic";
  readonly images: typeof good;
}

async function expectPixelRefused(
  { likelihood, binarize, images }: PixelCase,
  says: readonly (string | RegExp)[],
): Promise<void> {
  const model = new VariationalAutoencoder({ ...tiny, likelihood: likelihood as "gaussian" });
  onTestFinished(() => model.dispose());
  for (const data of [{ train: { images } }, { train: { images: good }, validation: { images } }]) {
    await expectRefused([binarize, () => new Trainer(model, data, { binarize }), ...says], model);
  }
  const rng = new Rng(1);
  await expectRefused(["evaluate", () => evaluate(model, images, { rng, binarize }), ...says], model);
}

import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { CheckpointError, InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { decodeSafetensors, encodeSafetensors } from "kl-to-vae/network";
import { Rng } from "kl-to-vae/random";
import { memory } from "kl-to-vae/tensorflow";
import { Autoencoder, train, VariationalAutoencoder, type ModelOptions } from "kl-to-vae/vae";
import { networkOf } from "../../../lib/src/vae/model/networkOf.js";
import { onFile } from "../../../lib/src/vae/model/onFile.js";
import { temporaryFolder } from "./checkpoint/temporaryFolder.js";
import { savedModels } from "./savedModels.js";
import { tinyImages } from "./tinyImages.js";

const tiny: ModelOptions = { inputShape: [4, 4], hidden: [5], latentDim: 2, seed: 3 };
const images = tinyImages(6);
const kinds = { VariationalAutoencoder, Autoencoder };

function newPath(): string {
  return join(temporaryFolder(), "model.safetensors");
}

async function savedFile(model: VariationalAutoencoder | Autoencoder): Promise<string> {
  const path = newPath();
  await model.save(path);
  return path;
}

/** Everything that a model computes. */
async function outputsOf(model: VariationalAutoencoder | Autoencoder): Promise<unknown> {
  const z = { data: new Rng(1).normals(4 * model.options.latentDim), shape: [4, model.options.latentDim] };
  const { inputShape } = model.options;
  const size = inputShape.reduce((product, length) => product * length, 1);
  const x = { data: new Rng(2).uniforms(4 * size), shape: [4, ...inputShape] };
  const drawn =
    model instanceof VariationalAutoencoder
      ? await model.generate(3, { rng: new Rng(4), output: "sample" })
      : undefined;
  return [
    await model.encode(x),
    await model.decode(z),
    await model.reconstruct(x),
    await model.weights(),
    drawn,
  ];
}

// The first test of this file, and so of its process: no backend has been chosen yet.
describe("a model in a file", () => {
  it("is loaded before a backend has been chosen", async () => {
    const path = newPath();
    writeFileSync(path, Buffer.from(Object.values(savedModels)[0]?.file as string, "base64"));
    const model = await VariationalAutoencoder.load(path);
    expect(model.options.hidden).toEqual([7]);
  });

  it.each(Object.keys(savedModels))("computes what PyTorch computes, which wrote it: %s", async (name) => {
    const { kind, options, file, x, z, outputs } = savedModels[name] as (typeof savedModels)[string];
    const path = newPath();
    writeFileSync(path, Buffer.from(file, "base64"));
    const model = await kinds[kind].load(path);
    expect(model.options).toEqual(options);
    const n = z.length / options.latentDim;
    const encoded = await model.encode({ data: Float32Array.from(x), shape: [n, ...options.inputShape] });
    const codes = model instanceof VariationalAutoencoder ? encoded : { code: encoded };
    const decoded = await model.decode({ data: Float32Array.from(z), shape: [n, options.latentDim] });
    for (const precision of ["float32", "float64"] as const) {
      for (const [output, { data }] of Object.entries({ ...codes, decoded }) as [string, NdArray][]) {
        const expected = outputs[precision][output as "decoded"];
        const scale = Math.max(1, ...expected.map(Math.abs));
        expect(data.length).toBe(expected.length);
        const difference = Math.max(...expected.map((value, i) => Math.abs(value - (data[i] as number))));
        expect(difference / scale, `${output} in ${precision}`).toBeLessThan(1e-5);
      }
    }
  });

  const variants: Partial<ModelOptions>[] = [
    {},
    { hidden: [] },
    { hidden: [6, 5, 4], likelihood: "continuous-bernoulli" },
    { inputShape: [4, 4, 3], likelihood: "gaussian", variance: 0.1 },
    { likelihood: "gaussian", variance: "learned", seed: 2 ** 53 - 1 },
    { architecture: "conv", hidden: [2, 3] },
    { architecture: "conv", hidden: [3], inputShape: [4, 6, 2], likelihood: "gaussian", variance: "learned" },
  ];
  it.each(variants)("gives the same outputs bit for bit once it is loaded: %j", async (options) => {
    for (const Model of [VariationalAutoencoder, Autoencoder]) {
      const model = new Model({ ...tiny, ...options });
      const loaded = await Model.load(await savedFile(model));
      expect(loaded).toBeInstanceOf(Model);
      expect(loaded.options).toEqual(model.options);
      expect(await outputsOf(loaded)).toEqual(await outputsOf(model));
    }
  });

  it("has what was learned, also when it is saved between epochs", async () => {
    const model = new VariationalAutoencoder(tiny);
    const before = await model.weights();
    const between = newPath();
    const options = {
      epochs: 2,
      batchSize: 3,
      binarize: "threshold",
      onEpoch: () => model.save(between),
    } as const;
    const trainer = await train(model, { train: { images } }, options);
    const loaded = await VariationalAutoencoder.load(await savedFile(model));
    expect(await loaded.weights()).toEqual(await model.weights());
    expect(await loaded.weights()).not.toEqual(before);
    expect(await (await VariationalAutoencoder.load(between)).weights()).toEqual(await model.weights());
    trainer.dispose();
  });

  it("holds the weights as weights() gives them, says PyTorch's format, and what the model is made of", async () => {
    const model = new VariationalAutoencoder(tiny);
    const { tensors, metadata } = decodeSafetensors(readFileSync(await savedFile(model)));
    const weights = await model.weights();
    expect(tensors).toEqual(weights);
    expect(metadata["format"]).toBe("pt");
    const manifest = JSON.parse(
      readFileSync(new URL("../../../lib/package.json", import.meta.url), "utf8"),
    ) as {
      version: string;
    };
    expect(JSON.parse(metadata["kl-to-vae.model"] as string)).toEqual({
      kind: "VariationalAutoencoder",
      options: model.options,
      version: manifest.version,
    });
  });

  it("has the same bytes whenever the same model is saved", async () => {
    const [one, two] = [await savedFile(new Autoencoder(tiny)), await savedFile(new Autoencoder(tiny))];
    expect(readFileSync(one)).toEqual(readFileSync(two));
  });
});

describe("save", () => {
  it("replaces a file, and leaves nothing else in its folder, even when two save at once", async () => {
    const path = newPath();
    writeFileSync(path, "what was there");
    const models = [1, 2].map((seed) => new VariationalAutoencoder({ ...tiny, seed }));
    await Promise.all(models.map((model) => model.save(path)));
    const { seed } = (await VariationalAutoencoder.load(path)).options;
    expect([1, 2]).toContain(seed);
    expect(readdirSync(join(path, ".."))).toEqual(["model.safetensors"]);
  });

  it("writes through a link to the file that it names", async () => {
    const path = newPath();
    const link = join(path, "..", "latest.safetensors");
    writeFileSync(path, "");
    symlinkSync(path, link);
    await new VariationalAutoencoder(tiny).save(link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect((await VariationalAutoencoder.load(path)).options.seed).toBe(3);
  });

  it("makes the file that a link names, where it is missing", async () => {
    const path = newPath();
    const link = join(path, "..", "latest.safetensors");
    symlinkSync("model.safetensors", link);
    await new VariationalAutoencoder(tiny).save(link);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect((await VariationalAutoencoder.load(path)).options.seed).toBe(3);
  });

  it("leaves the file that was there when it fails", async () => {
    const model = new VariationalAutoencoder(tiny);
    // A name so long that there is no room for that of a temporary file beside it.
    const path = join(temporaryFolder(), `${"m".repeat(230)}.safetensors`);
    writeFileSync(path, "what was there");
    await expect(model.save(path)).rejects.toThrow(CheckpointError);
    expect(readFileSync(path, "utf8")).toBe("what was there");
    expect(readdirSync(join(path, "..")).length).toBe(1);
  });

  it("says what to do where there is no folder, and where the path is one", async () => {
    const model = new VariationalAutoencoder(tiny);
    const path = newPath();
    const folder = join(path, "..");
    await expect(model.save(join(folder, "missing", "model"))).rejects.toThrow(
      `Make the folder ${join(folder, "missing")} first`,
    );
    mkdirSync(path);
    await expect(model.save(path)).rejects.toThrow(`${path} is a folder, but must be a file`);
    writeFileSync(join(folder, "file"), "");
    await expect(model.save(join(folder, "file", "model"))).rejects.toThrow("a part of this path is a file");
    expect(readdirSync(folder).sort()).toEqual(["file", "model.safetensors"]);
    for (const wrong of ["", undefined, 3]) {
      await expect(model.save(wrong as string)).rejects.toThrow(InvalidArgumentError);
      await expect(VariationalAutoencoder.load(wrong as string)).rejects.toThrow(InvalidArgumentError);
    }
  });

  it.each([
    ["ENOSPC", "Make room, or choose another disk"],
    ["EDQUOT", "Make room, or choose another disk"],
    ["EACCES", "Not allowed to write"],
    ["EROFS", "choose another folder"],
    ["EMFILE", "too many files are open"],
    ["EIO", "something with the disk"],
  ])("says what to do when the disk refuses with %s, and keeps the cause", async (code, message) => {
    const cause = Object.assign(new Error("something with the disk"), { code });
    const failure = await onFile("write", "model", () => Promise.reject(cause)).catch(
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(CheckpointError);
    expect((failure as Error).message).toContain(message);
    expect((failure as Error).cause).toBe(cause);
  });

  it("refuses to save weights that are not finite, and leaves the file that was there", async () => {
    const model = new VariationalAutoencoder(tiny);
    const path = await savedFile(model);
    const before = readFileSync(path);
    networkOf(model)
      .weights.lookup("mean.bias")
      .assign(tf.tensor([0, NaN]));
    await expect(model.save(path)).rejects.toThrow(NonFiniteError);
    await expect(model.save(path)).rejects.toThrow("mean.bias");
    expect(readFileSync(path)).toEqual(before);
  });

  it("refuses a model that was disposed of", async () => {
    const model = new VariationalAutoencoder(tiny);
    model.dispose();
    const path = newPath();
    await expect(model.save(path)).rejects.toThrow(InvalidArgumentError);
    expect(() => statSync(path)).toThrow();
  });
});

describe("load", () => {
  it("says that there is no file, and that a folder is none", async () => {
    const path = newPath();
    await expect(VariationalAutoencoder.load(path)).rejects.toThrow(`There is no file ${path}.`);
    await expect(VariationalAutoencoder.load(path)).rejects.toThrow(CheckpointError);
    await expect(Autoencoder.load(join(path, ".."))).rejects.toThrow("is a folder");
  });

  it("names the other kind where it was asked for the wrong one", async () => {
    const variational = await savedFile(new VariationalAutoencoder(tiny));
    const plain = await savedFile(new Autoencoder(tiny));
    await expect(Autoencoder.load(variational)).rejects.toThrow(
      "load it by VariationalAutoencoder.load(path)",
    );
    await expect(VariationalAutoencoder.load(plain)).rejects.toThrow("load it by Autoencoder.load(path)");
    await expect(VariationalAutoencoder.load(plain)).rejects.toThrow(CheckpointError);
  });

  it("refuses a file that is cut anywhere", async () => {
    const path = await savedFile(new VariationalAutoencoder(tiny));
    const whole = readFileSync(path);
    for (let length = 0; length < whole.length; length += 37) {
      writeFileSync(path, whole.subarray(0, length));
      await expect(VariationalAutoencoder.load(path), `${length} bytes`).rejects.toThrow(CheckpointError);
    }
  });

  it("says how to go on where nobody says what model the weights belong to, and that works", async () => {
    const model = new VariationalAutoencoder(tiny);
    const path = newPath();
    writeFileSync(path, encodeSafetensors(await model.weights(), { format: "pt" }));
    await expect(VariationalAutoencoder.load(path)).rejects.toThrow(
      "new VariationalAutoencoder(options), and give it the weights: setWeights(decodeSafetensors(bytes).tensors)",
    );
    const other = new VariationalAutoencoder({ ...tiny, seed: 4 });
    await other.setWeights(decodeSafetensors(readFileSync(path)).tensors);
    expect(await other.encode(images)).toEqual(await model.encode(images));
  });

  it("knows a checkpoint of a training, and says what reads it", async () => {
    const directory = temporaryFolder();
    const options = { epochs: 1, batchSize: 3, binarize: "threshold", checkpoint: { directory } } as const;
    const trainer = await train(new VariationalAutoencoder(tiny), { train: { images } }, options);
    trainer.dispose();
    const checkpoint = readdirSync(directory).find((name) => name.endsWith(".safetensors"));
    await expect(VariationalAutoencoder.load(join(directory, checkpoint as string))).rejects.toThrow(
      "Trainer.resume",
    );
  });

  interface Parts {
    tensors: Record<string, NdArray>;
    model: { kind?: unknown; options?: unknown; version?: unknown } | string;
  }
  const bias = (data: NdArray["data"]): Record<string, NdArray> => ({
    "mean.bias": { data, shape: [data.length] },
  });
  it.each<[string, (parts: Parts) => Partial<Parts>, string]>([
    [
      "a missing weight",
      ({ tensors: { "mean.bias": _, ...tensors } }) => ({ tensors }),
      "mean.bias is missing",
    ],
    [
      "a weight too many",
      ({ tensors }) => ({ tensors: { ...tensors, more: tensors["mean.bias"] as NdArray } }),
      "no weight more",
    ],
    [
      "a weight of another shape",
      ({ tensors }) => ({ tensors: { ...tensors, ...bias(new Float32Array(3)) } }),
      "mean.bias must have shape [2], but has [3]",
    ],
    [
      "NaN",
      ({ tensors }) => ({ tensors: { ...tensors, ...bias(Float32Array.of(1, NaN)) } }),
      "mean.bias must be finite",
    ],
    [
      "a number that float32 cannot hold",
      ({ tensors }) => ({ tensors: { ...tensors, ...bias(Float64Array.of(1, 1e300)) } }),
      "mean.bias must be finite",
    ],
    ["no JSON", () => ({ model: "{" }), "no JSON"],
    ["no object", () => ({ model: "null" }), "has no such model"],
    [
      "a kind from the future",
      ({ model }) => ({ model: { ...(model as object), kind: "Diffusion", version: "9.9.9" } }),
      'Its kind is "Diffusion". The file was written by version 9.9.9',
    ],
    [
      "an option from the future",
      () => ({ model: { kind: "VariationalAutoencoder", options: { ...tiny, activation: "gelu" } } }),
      "no option activation",
    ],
    ["no options", () => ({ model: { kind: "VariationalAutoencoder" } }), "has no such model"],
    [
      "options of the wrong type",
      () => ({ model: { kind: "VariationalAutoencoder", options: { ...tiny, hidden: "5" } } }),
      'hidden is "5"',
    ],
    [
      "options of other weights",
      () => ({ model: { kind: "VariationalAutoencoder", options: { ...tiny, hidden: [6] } } }),
      "encoder.0.weight must have shape [6, 16], but has [5, 16]",
    ],
    [
      "a model too large for any memory",
      () => ({
        model: { kind: "VariationalAutoencoder", options: { ...tiny, inputShape: [2 ** 26, 2 ** 26] } },
      }),
      "encoder.0.weight must have shape",
    ],
    [
      "a version that is no text",
      () => ({ model: { kind: "x", version: { toString: 1, valueOf: 1 } } }),
      "an unknown version",
    ],
  ])("refuses a file with %s, and takes no memory for it", async (_, change, message) => {
    const path = await savedFile(new VariationalAutoencoder(tiny));
    const { tensors, metadata } = decodeSafetensors(readFileSync(path));
    const model = JSON.parse(metadata["kl-to-vae.model"] as string) as Parts["model"];
    const parts = { tensors, model, ...change({ tensors, model }) };
    const text = typeof parts.model === "string" ? parts.model : JSON.stringify(parts.model);
    writeFileSync(path, encodeSafetensors(parts.tensors, { "kl-to-vae.model": text }));
    const before = memory();
    const failure = await VariationalAutoencoder.load(path).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(CheckpointError);
    expect((failure as Error).message).toContain(message);
    expect((failure as Error).message).toContain(path);
    expect(memory()).toEqual(before);
  });

  it("rounds weights that somebody stored with more digits, and takes those stored with fewer", async () => {
    const path = await savedFile(new VariationalAutoencoder(tiny));
    const { tensors, metadata } = decodeSafetensors(readFileSync(path));
    const wide = Object.entries(tensors).map(([name, { data, shape }]) => {
      return [name, { data: Float64Array.from(data, (value) => value * (1 + 1e-12)), shape }] as const;
    });
    writeFileSync(path, encodeSafetensors(Object.fromEntries(wide), metadata));
    expect(await (await VariationalAutoencoder.load(path)).weights()).toEqual(tensors);
  });
});

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sizeOf, type NdArray } from "kl-to-vae/array";
import { syntheticDigits } from "kl-to-vae/data";
import { encodeSafetensors } from "kl-to-vae/network";
import { Rng } from "kl-to-vae/random";
import { Autoencoder, train, VariationalAutoencoder, type ModelOptions } from "kl-to-vae/vae";
import { temporaryFolder } from "../../lib/vae/checkpoint/temporaryFolder.js";
import { runCommand } from "../../support/runCommand.js";
import { pythonWithTorch } from "./pythonWithTorch.js";

async function runPython(python: string, script: string, folder: string): Promise<unknown> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const { code, stdout, output } = await runCommand(python, ["-B", path, folder]);
  expect(code, output).toBe(0);
  return JSON.parse(stdout);
}

const gaussian = { likelihood: "gaussian" } as const;
const models: Record<string, Partial<ModelOptions>> = {
  "784-20, linear": { hidden: [], ...gaussian },
  "784-400-20": {},
  "784-400-150-2": { hidden: [400, 150], latentDim: 2 },
  "784-64-48-32-16-5": { hidden: [64, 48, 32, 16], latentDim: 5, likelihood: "continuous-bernoulli" },
  "784-100-10, Gaussian with variance 0.05": { hidden: [100], latentDim: 10, variance: 0.05, ...gaussian },
  "784-100-10, Gaussian with learned variance": { hidden: [100], variance: "learned", ...gaussian },
  "conv 32-64": { architecture: "conv" },
  "conv 8, continuous Bernoulli": { architecture: "conv", hidden: [8], likelihood: "continuous-bernoulli" },
  "conv 16-8, Gaussian with learned variance": {
    architecture: "conv",
    hidden: [16, 8],
    variance: "learned",
    ...gaussian,
  },
  "conv 4-5-6 with colours": { architecture: "conv", hidden: [4, 5, 6], inputShape: [16, 24, 3] },
};

/** Grey images of any shape: digits where they fit, noise elsewhere. */
function imagesOf(n: number, inputShape: readonly number[]): NdArray {
  if (inputShape.join() === "28,28") return syntheticDigits({ n, seed: 1 }).images;
  return { data: new Rng(1).uniforms(n * sizeOf(inputShape)), shape: [n, ...inputShape] };
}

async function trained(
  Model: typeof Autoencoder | typeof VariationalAutoencoder,
  given: Partial<ModelOptions>,
) {
  const model = new Model({ inputShape: [28, 28], seed: 7, ...given });
  const { inputShape, likelihood } = model.options;
  const images = imagesOf(256, inputShape);
  const binarize = likelihood === "bernoulli" ? "threshold" : "none";
  const trainer = await train(model, { train: { images } }, { epochs: 3, batchSize: 32, binarize });
  trainer.dispose();
  return { model, x: imagesOf(20, inputShape) };
}

describe("Python's safetensors and PyTorch", () => {
  it("load a saved model and compute the same within 1e-5", async () => {
    const python = await pythonWithTorch();
    const folder = temporaryFolder();
    for (const Model of [VariationalAutoencoder, Autoencoder]) {
      for (const [name, options] of Object.entries(models)) {
        const { model, x } = await trained(Model, options);
        const base = join(folder, `${Model.name} ${name}`);
        await model.save(`${base}.safetensors`);
        const pixels = Float32Array.from(x.data, (value) =>
          x.data instanceof Uint8Array ? value / 255 : value,
        );
        const { latentDim } = model.options;
        const z = { data: new Rng(2).normals(20 * latentDim), shape: [20, latentDim] };
        const encoded = await model.encode(x);
        const outputs = {
          ...("mean" in encoded ? encoded : { code: encoded }),
          decoded: await model.decode(z),
        };
        const inputs = { x: { data: pixels, shape: x.shape }, z };
        writeFileSync(`${base}.outputs.safetensors`, encodeSafetensors({ ...inputs, ...outputs }));
        model.dispose();
      }
    }
    const differences = (await runPython(python, "../../oracles/read_weights.py", folder)) as Record<
      string,
      Record<string, number>
    >;
    expect(Object.keys(differences).length).toBe(2 * Object.keys(models).length);
    for (const [name, outputs] of Object.entries(differences)) {
      expect(Object.keys(outputs).length, name).toBe(name.startsWith("Variational") ? 6 : 4);
      for (const [output, difference] of Object.entries(outputs))
        expect(difference, `${name}: ${output}`).toBeLessThan(1e-5);
    }
  });

  it("write what they read of ours with the same bytes", async () => {
    const python = await pythonWithTorch();
    const folder = temporaryFolder();
    const tensor = fc
      .tuple(fc.array(fc.nat(5), { maxLength: 4 }), fc.constantFrom(Float32Array, Float64Array, Uint8Array))
      .map(([shape, type]): NdArray => ({ data: new type(sizeOf(shape)).map((_, i) => i % 251), shape }));
    const text = fc.string({ unit: "binary", maxLength: 40 });
    const name = text.filter((value) => value !== "__metadata__");
    const metadata = fc.option(fc.tuple(text, text), { nil: undefined });
    const files = fc.sample(fc.tuple(fc.dictionary(name, tensor, { minKeys: 1 }), metadata), {
      numRuns: 300,
      seed: 1,
    });
    files.forEach(([tensors, pair], i) => {
      const bytes = encodeSafetensors(tensors, pair && Object.fromEntries([pair]));
      writeFileSync(join(folder, `${i}.safetensors`), bytes);
    });
    expect(await runPython(python, "save_again.py", folder)).toEqual([]);
  });
});

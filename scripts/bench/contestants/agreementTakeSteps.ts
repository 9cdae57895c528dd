import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "kl-to-vae/array";
import { binarize } from "kl-to-vae/data";
import { Rng } from "kl-to-vae/random";
import { adam } from "kl-to-vae/tensorflow";
import { trainingStep, VariationalAutoencoder } from "kl-to-vae/vae";

const batchSize = 128;

/** The beginning of a training, of full batches. */
interface FirstSteps {
  readonly hidden: readonly number[];
  readonly latentDim: number;
  /** Grey, `[n, 28, 28]`. */
  readonly images: NdArray<Uint8Array>;
  /** Where the files go. */
  readonly folder: string;
  readonly steps: number;
  readonly seed: number;
}

/**
 * Takes the first steps of a training and tells the losses of each, before its change. To files in the folder go
 * the weights it starts from (`weights.f32`, and their names and shapes in `weights.json`), the positions of the images in
 * each batch (`positions.i32`) and the noise of each step (`noise.f32`): all that others need to take the same steps.
 */
export async function takeSteps(
  { hidden, latentDim, images, folder, steps, seed }: FirstSteps,
  tell: (losses: { loss: number; reconstruction: number; kl: number }) => void,
): Promise<void> {
  const model = new VariationalAutoencoder({ inputShape: [28, 28], hidden, latentDim, seed });
  const rng = new Rng(seed);
  const [order, draws] = [rng.split(), rng.split()];
  const step = trainingStep(model, { optimizer: adam({ learningRate: 1e-3 }), rng: Rng.from(draws.state) });
  const positions = order.permutation(images.shape[0]!).slice(0, steps * batchSize);
  // What a step draws is what the generator it was given would.
  const noise = Array.from({ length: steps }, () => draws.normals(batchSize * latentDim));
  const weights = Object.entries(await model.weights());

  mkdirSync(folder, { recursive: true });
  const described = weights.map(([name, { shape }]) => ({ name, shape }));
  writeFileSync(join(folder, "weights.json"), JSON.stringify(described));
  const values = weights.map(([, { data }]) => data);
  writeFileSync(join(folder, "weights.f32"), Buffer.concat(values.map(bytesOf)));
  writeFileSync(join(folder, "positions.i32"), bytesOf(Int32Array.from(positions)));
  writeFileSync(join(folder, "noise.f32"), Buffer.concat(noise.map(bytesOf)));

  for (let i = 0; i < positions.length; i += batchSize) {
    const x = batchOf(images, positions.slice(i, i + batchSize));
    tell(await step({ x, beta: 1 }));
    x.dispose();
  }
  step.dispose();
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Int32Array): Buffer {
  return Buffer.from(buffer, byteOffset, byteLength);
}

/** The images at these positions in black and white, `[n, 784]`. */
function batchOf({ data }: NdArray<Uint8Array>, positions: readonly number[]): tf.Tensor2D {
  const grey = new Uint8Array(positions.length * 784);
  positions.forEach((position, row) =>
    grey.set(data.subarray(784 * position, 784 * (position + 1)), 784 * row),
  );
  const shape: [number, number] = [positions.length, 784];
  return tf.tensor2d(binarize({ data: grey, shape }).data, shape);
}

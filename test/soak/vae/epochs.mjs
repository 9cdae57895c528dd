import { setTimeout as sleep } from "node:timers/promises";
import * as tf from "@tensorflow/tfjs-core";
import { syntheticDigits } from "kl-to-vae/data";
import { useBackend } from "kl-to-vae/tensorflow";
import { Trainer, VariationalAutoencoder } from "kl-to-vae/vae";

// Says of every epoch of a training what there is at its end: node --expose-gc epochs.mjs <a task, as JSON>

/**
 * `runs`: how many the epochs are done in, 1 by default. `leak`: whether an array of weights is forgotten in every epoch.
 *
 * @typedef {{ epochs: number, options: import("kl-to-vae/vae").TrainerOptions, runs?: number, leak?: boolean }} Task
 */

/** @typedef {{ tensors: number, residentBytes: number }} Sample */

/** @type {unknown} */
const task = JSON.parse(process.argv[2] ?? "");
const { epochs, options, runs = 1, leak = false } = /** @type {Task} */ (task);
await useBackend("tensorflow");
const model = new VariationalAutoencoder({ inputShape: [28, 28], hidden: [400], latentDim: 20 });
const data = {
  train: syntheticDigits({ n: 12_800, seed: 1 }),
  validation: syntheticDigits({ n: 2_000, seed: 2 }),
  test: syntheticDigits({ n: 2_000, seed: 3 }),
};
const trainer = new Trainer(model, data, options);
/** @type {tf.Tensor[]} */
const leaked = [];
/** @type {Sample[]} */
const samples = [];

async function sample() {
  if (leak) leaked.push(tf.ones([784, 400]));
  globalThis.gc?.();
  // Arrays that were collected are freed a moment later.
  await sleep(50);
  samples.push({ tensors: tf.memory().numTensors, residentBytes: process.memoryUsage.rss() });
}

for (let run = 0; run < runs; run++) await trainer.run({ epochs: epochs / runs, onEpoch: sample });
process.stdout.write(`${JSON.stringify(samples)}\n`);

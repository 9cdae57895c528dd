import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { binarize, loadMnist, syntheticDigits, takeExamples, type Dataset } from "kl-to-vae/data";
import { KlToVaeError } from "kl-to-vae/errors";
import { BenchError } from "../BenchError.js";
import { benchDirectory } from "../benchDirectory.js";
import type { Inputs } from "../Trial.js";
import { writeNumbers } from "./writeNumbers.js";

const batches = 64;
const batchSize = 128;
const pixels = 28 * 28;
const count = batches * batchSize;

/**
 * A file with 64 batches of 128 digits in black and white for all contestants to train on, as float32 in the machine's
 * byte order, `[64, 128, 784]`: MNIST where KL_TO_VAE_DATA is set, else synthetic digits. It is written once.
 *
 * @throws BenchError if MNIST is asked for and cannot be had
 */
export async function digitBatches(): Promise<Inputs> {
  const isMnist = Boolean(process.env["KL_TO_VAE_DATA"]);
  const path = join(benchDirectory, `${isMnist ? "mnist" : "synthetic"}-digits-${batches}x${batchSize}.f32`);
  if (!existsSync(path) || statSync(path).size !== 4 * count * pixels) {
    const { images } = isMnist
      ? takeExamples(await readMnist(), count)
      : syntheticDigits({ n: count, seed: 1 });
    const { data } = binarize(images);
    await writeNumbers(path, data);
  }
  const digits = isMnist ? "MNIST" : "synthetic digits";
  return { files: [path], description: `${batches} batches of ${digits} in black and white` };
}

async function readMnist(): Promise<Dataset> {
  try {
    return (await loadMnist()).train;
  } catch (error) {
    if (!(error instanceof KlToVaeError)) throw error;
    throw new BenchError(error.message, { remedy: "Without KL_TO_VAE_DATA it takes synthetic digits." });
  }
}

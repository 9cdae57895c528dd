import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { binarize } from "kl-to-vae/data";
import { benchDirectory } from "../benchDirectory.js";
import type { Inputs } from "../Trial.js";
import { digitSource } from "./digitSource.js";
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
  const { title, slug, read } = digitSource();
  const path = join(benchDirectory, `${slug}-digits-${batches}x${batchSize}.f32`);
  if (!existsSync(path) || statSync(path).size !== 4 * count * pixels) {
    const { data } = binarize((await read(count)).images);
    await writeNumbers(path, data);
  }
  return { files: [path], description: `${batches} batches of ${title} in black and white` };
}

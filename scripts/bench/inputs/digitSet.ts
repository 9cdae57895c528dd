import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { benchDirectory } from "../benchDirectory.js";
import type { Inputs } from "../Trial.js";
import { digitSource } from "./digitSource.js";
import { writeNumbers } from "./writeNumbers.js";

const pixels = 28 * 28;

/**
 * A file with `n` digits to train on, grey, as bytes `[n, 784]`: MNIST, which has 60,000, where KL_TO_VAE_DATA is set, else
 * synthetic digits. It is written once.
 *
 * @throws BenchError if MNIST is asked for and cannot be had
 */
export async function digitSet(n: number): Promise<Inputs> {
  const { title, slug, read } = digitSource();
  const path = join(benchDirectory, `${slug}-digits-${n}.u8`);
  if (!existsSync(path) || statSync(path).size !== n * pixels) {
    await writeNumbers(path, (await read(n)).images.data);
  }
  return { files: [path], description: `${n} images of ${title}` };
}

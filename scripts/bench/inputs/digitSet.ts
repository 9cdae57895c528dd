import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { benchDirectory } from "../benchDirectory.js";
import type { Inputs } from "../Trial.js";
import { digitSource } from "./digitSource.js";
import { writeNumbers } from "./writeNumbers.js";

/** As many as MNIST has to train on. */
const count = 60_000;
const pixels = 28 * 28;

/**
 * A file with a whole training set of digits, grey, as bytes `[60000, 784]`: MNIST where KL_TO_VAE_DATA is set, else
 * synthetic digits. It is written once.
 *
 * @throws BenchError if MNIST is asked for and cannot be had
 */
export async function digitSet(): Promise<Inputs> {
  const { title, slug, read } = digitSource();
  const path = join(benchDirectory, `${slug}-digits-${count}.u8`);
  if (!existsSync(path) || statSync(path).size !== count * pixels) {
    await writeNumbers(path, (await read(count)).images.data);
  }
  return { files: [path], description: `${count} images of ${title}` };
}

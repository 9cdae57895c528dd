import { createHash } from "node:crypto";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { benchDirectory } from "../benchDirectory.js";
import { digitSet } from "../inputs/digitSet.js";
import { digitSource } from "../inputs/digitSource.js";
import { writeNumbers } from "../inputs/writeNumbers.js";

/** As many as MNIST has to test with. */
const count = 10_000;
const pixels = 28 * 28;

/** Digits to train on and to test with. */
export interface DigitSets {
  /** The path of a file of grey bytes, `[n, 784]`. */
  readonly train: string;
  readonly test: string;
  /** What they are, for people. */
  readonly description: string;
  readonly isMnist: boolean;
  /** Of the content of both. */
  readonly sha256: string;
}

/**
 * MNIST where KL_TO_VAE_DATA is set, else as many synthetic digits.
 *
 * @throws BenchError if MNIST is asked for and cannot be had
 */
export async function digitSets(): Promise<DigitSets> {
  const { slug } = digitSource();
  const { files, description } = await digitSet(60_000);
  const train = files[0]!;
  const test = await testDigits();
  const hash = createHash("sha256").update(readFileSync(train)).update(readFileSync(test));
  return {
    train,
    test,
    description: `${description} to train on, ${count} to test with`,
    isMnist: slug === "mnist",
    sha256: hash.digest("hex"),
  };
}

/** A file of digits to test with. It is written once. */
async function testDigits(): Promise<string> {
  const { slug, readTest } = digitSource();
  const path = join(benchDirectory, `${slug}-test-digits-${count}.u8`);
  if (!existsSync(path) || statSync(path).size !== count * pixels) {
    await writeNumbers(path, (await readTest(count)).images.data);
  }
  return path;
}

import { loadMnist, syntheticDigits, takeExamples, type Dataset, type TrainAndTest } from "kl-to-vae/data";
import { KlToVaeError } from "kl-to-vae/errors";
import { BenchError } from "../BenchError.js";

/** What the digits are, for people and in the names of files. */
export interface DigitSource {
  readonly title: string;
  readonly slug: string;
  /**
   * The first `n` digits to train on, bytes `[n, 28, 28]`.
   *
   * @throws BenchError if MNIST is asked for and cannot be had
   */
  readonly read: (n: number) => Promise<Dataset>;
  /** The first `n` digits to test with, else the same. */
  readonly readTest: (n: number) => Promise<Dataset>;
}

/** MNIST where KL_TO_VAE_DATA is set, else synthetic digits. */
export function digitSource(): DigitSource {
  return process.env["KL_TO_VAE_DATA"]
    ? {
        title: "MNIST",
        slug: "mnist",
        read: async (n) => takeExamples((await readMnist()).train, n),
        readTest: async (n) => takeExamples((await readMnist()).test, n),
      }
    : {
        title: "synthetic digits",
        slug: "synthetic",
        read: (n) => Promise.resolve(syntheticDigits({ n, seed: 1 })),
        readTest: (n) => Promise.resolve(syntheticDigits({ n, seed: 2 })),
      };
}

async function readMnist(): Promise<TrainAndTest> {
  try {
    return await loadMnist();
  } catch (error) {
    if (!(error instanceof KlToVaeError)) throw error;
    throw new BenchError(error.message, { remedy: "Without KL_TO_VAE_DATA it takes synthetic digits." });
  }
}

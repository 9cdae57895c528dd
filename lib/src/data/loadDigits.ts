import { DownloadError, InvalidArgumentError } from "../errors/index.js";
import type { Dataset } from "./Dataset.js";
import type { LoadOptions } from "./LoadOptions.js";
import { loadMnist } from "./loadMnist.js";
import { syntheticDigits } from "./syntheticDigits.js";
import { takeExamples } from "./takeExamples.js";

/** What {@link loadDigits} gives. */
export interface Digits {
  readonly train: Dataset;
  readonly test: Dataset;
  /** Which digits these are; figures should say so. */
  readonly name: "MNIST" | "synthetic digits";
  /** One or more lines for the reader: what was loaded and, for synthetic digits, why and how to get MNIST. */
  readonly note: string;
}

/** How {@link loadDigits} loads. */
export interface LoadDigitsOptions extends LoadOptions {
  /** How many examples to train on; by default all 60,000 of MNIST, or 10,000 synthetic ones. */
  readonly n?: number | undefined;
  /** The seed of the synthetic digits; 1 by default. */
  readonly seed?: number | undefined;
}

const SYNTHETIC_TRAIN = 10_000;
const SYNTHETIC_TEST = 2_000;

/**
 * Handwritten digits on any machine: MNIST where it is here or can be downloaded, else synthetic digits. `images`
 * `[n, 28, 28]`, grey 0 … 255, `labels` `[n]`. A network that does not answer is given up within seconds.
 *
 * @throws InvalidArgumentError if a named directory does not exist; the signal's reason if it is aborted
 */
export async function loadDigits(options: LoadDigitsOptions = {}): Promise<Digits> {
  const { n, seed = 1, ...how } = options;
  if (n !== undefined && !(Number.isInteger(n) && n > 0)) {
    throw new InvalidArgumentError(`The number of digits must be a positive integer, but it is ${n}.`);
  }
  try {
    const { train, test } = await loadMnist({ stallSeconds: 3, limitSeconds: 120, ...how });
    const chosen = n === undefined ? train : takeExamples(train, n);
    return { train: chosen, test, name: "MNIST", note: `MNIST: ${describe(chosen, test)}.` };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    return synthetic(n ?? SYNTHETIC_TRAIN, seed, error.message);
  }
}

function synthetic(n: number, seed: number, reason: string): Digits {
  const train = syntheticDigits({ n, seed });
  const test = syntheticDigits({ n: SYNTHETIC_TEST, seed: seed + 1 });
  return {
    train,
    test,
    name: "synthetic digits",
    note: `Synthetic digits: ${describe(train, test)}, since MNIST could not be had. ${reason}`,
  };
}

function describe(train: Dataset, test: Dataset): string {
  return `${train.images.shape[0] ?? 0} to train on, ${test.images.shape[0] ?? 0} to test with`;
}

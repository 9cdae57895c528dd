import type { LabelledDataset } from "./Dataset.js";
import type { LoadOptions } from "./LoadOptions.js";
import { mnist } from "./sets/mnist.js";
import { obtainFile } from "./sets/obtainFile.js";

/** Examples to train on and examples to test with. */
export interface TrainAndTest {
  readonly train: LabelledDataset;
  readonly test: LabelledDataset;
}

/**
 * The MNIST digits: 60,000 to train on, 10,000 to test with; `images` `[n, 28, 28]`, grey 0 … 255, `labels` `[n]`, 0 … 9.
 *
 * Looks in the `directory` option, in `KL_TO_VAE_DATA`, and in the cache (`KL_TO_VAE_CACHE`, else the platform's); what
 * is nowhere is downloaded into the cache. Every file is verified by its checksum.
 *
 * @throws DownloadError if a file cannot be had; InvalidArgumentError if a named directory does not exist
 */
export async function loadMnist(options: LoadOptions = {}): Promise<TrainAndTest> {
  const [trainImages, trainLabels, testImages, testLabels] = mnist.files;
  return {
    train: {
      images: await obtainFile(mnist, trainImages, options),
      labels: await obtainFile(mnist, trainLabels, options),
    },
    test: {
      images: await obtainFile(mnist, testImages, options),
      labels: await obtainFile(mnist, testLabels, options),
    },
  };
}

import { DownloadError } from "../errors/index.js";
import type { LabelledDataset } from "./Dataset.js";
import type { LoadOptions } from "./LoadOptions.js";
import { fashionMnist } from "./sets/fashionMnist.js";
import { obtainFile } from "./sets/obtainFile.js";

/** What {@link loadFashionMnist} gives. */
export interface FashionMnist {
  /** 60,000 examples; absent unless they were asked for or are already here. */
  readonly train?: LabelledDataset;
  /** 10,000 examples. */
  readonly test: LabelledDataset;
  /** The ten classes that the labels stand for. */
  readonly names: readonly string[];
}

const NAMES = [
  "T-shirt/top",
  "Trouser",
  "Pullover",
  "Dress",
  "Coat",
  "Sandal",
  "Shirt",
  "Sneaker",
  "Bag",
  "Ankle boot",
] as const;

/**
 * Fashion-MNIST: pictures of clothes in MNIST's format, found and fetched as {@link loadMnist} does. The training set
 * (26 MB) is downloaded only with `train: true`; without it, `train` is there if its files are.
 *
 * @throws DownloadError if a file that is needed cannot be had
 */
export async function loadFashionMnist(
  options: LoadOptions & { readonly train?: boolean } = {},
): Promise<FashionMnist> {
  const [trainImages, trainLabels, testImages, testLabels] = fashionMnist.files;
  const load = async (
    images: typeof trainImages | typeof testImages,
    labels: typeof trainLabels | typeof testLabels,
    how: LoadOptions,
  ): Promise<LabelledDataset> => ({
    images: await obtainFile(fashionMnist, images, how),
    labels: await obtainFile(fashionMnist, labels, how),
  });
  const test = await load(testImages, testLabels, options);
  if (options.train === true) {
    return { train: await load(trainImages, trainLabels, options), test, names: NAMES };
  }
  try {
    return {
      train: await load(trainImages, trainLabels, { ...options, download: false }),
      test,
      names: NAMES,
    };
  } catch (error) {
    if (!(error instanceof DownloadError)) throw error;
    return { test, names: NAMES };
  }
}

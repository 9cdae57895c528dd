import { InvalidArgumentError } from "../errors/index.js";
import type { Rng } from "../random/index.js";
import type { Dataset } from "./Dataset.js";
import { takeRows } from "./takeRows.js";

/**
 * Parts a data set at random into examples to train on and examples held out.
 *
 * @param options `validation`: how many examples to hold out
 * @throws InvalidArgumentError unless at least one example is left on each side
 */
export function splitDataset(
  dataset: Dataset,
  options: { readonly validation: number; readonly rng: Rng },
): { readonly train: Dataset; readonly validation: Dataset } {
  const { validation, rng } = options;
  const n = dataset.images.shape[0] ?? 0;
  if (!Number.isInteger(validation) || validation < 1 || validation >= n) {
    throw new InvalidArgumentError(
      `Of ${n} examples, 1 to ${n - 1} can be held out for validation, but ${validation} were asked for.`,
    );
  }
  const order = rng.permutation(n);
  return {
    train: select(dataset, order.slice(validation)),
    validation: select(dataset, order.slice(0, validation)),
  };
}

function select({ images, labels }: Dataset, positions: readonly number[]): Dataset {
  const chosen = takeRows(images, positions);
  return labels === undefined ? { images: chosen } : { images: chosen, labels: takeRows(labels, positions) };
}

import { ndarray, sizeOf, type NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import type { Dataset } from "./Dataset.js";

/**
 * The first `n` examples of a data set, or all if it has fewer. Memory is shared with the original.
 *
 * @throws InvalidArgumentError unless n is a positive integer
 */
export function takeExamples(dataset: Dataset, n: number): Dataset {
  if (!Number.isInteger(n) || n < 1) {
    throw new InvalidArgumentError(`The number of examples must be a positive integer, but it is ${n}.`);
  }
  const images = first(dataset.images, n);
  return dataset.labels === undefined ? { images } : { images, labels: first(dataset.labels, n) };
}

function first(array: NdArray, n: number): NdArray {
  const [length = 0, ...rest] = array.shape;
  const kept = Math.min(n, length);
  return ndarray(array.data.subarray(0, kept * sizeOf(rest)), [kept, ...rest]);
}

import type { NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue, requireArray, requireOptions } from "../checks/index.js";
import type { TrainingData } from "../TrainerOptions.js";

const names = ["train", "validation", "test"] as const;

type SetName = (typeof names)[number];

/**
 * The images of each set that there is.
 *
 * @throws InvalidArgumentError, ShapeError that name the set
 */
export function namedImages(data: TrainingData): ReadonlyMap<SetName, NdArray> {
  requireOptions(data, names, "The data of a trainer");
  const sets = names.filter((name) => data[name] !== undefined);
  if (!sets.includes("train")) {
    throw new InvalidArgumentError(
      "There is no train set: pass { train: { images } }, and others beside it.",
    );
  }
  return new Map(sets.map((name) => [name, imagesOf(name, data[name])]));
}

function imagesOf(name: string, set: unknown): NdArray {
  if (typeof set !== "object" || set === null || !("images" in set)) {
    throw new InvalidArgumentError(
      `The ${name} set is ${describeValue(set)}, but must be { images } with images as { data, shape }.`,
    );
  }
  return requireArray(set.images as NdArray, `the images of the ${name} set`);
}

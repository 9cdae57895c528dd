import type { NdArray } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import { describeValue, requireArray } from "../checks/index.js";
import type { TrainingData } from "../TrainerOptions.js";

const names = ["train", "validation", "test"] as const;

type SetName = (typeof names)[number];

/**
 * The images of each set that there is.
 *
 * @throws InvalidArgumentError, ShapeError that name the set
 */
export function namedImages(data: TrainingData): ReadonlyMap<SetName, NdArray> {
  if (typeof data !== "object" || data === null) {
    throw new InvalidArgumentError(
      `The data of a trainer are ${describeValue(data)}, but must be { train, validation, test }, the last two if there are any.`,
    );
  }
  const other = Object.entries(data).find(([name, value]) => !isSetName(name) && looksLikeSet(value));
  if (other !== undefined) {
    throw new InvalidArgumentError(
      `The data of a trainer have a set ${other[0]}, but there are only ${names.join(", ")}.`,
    );
  }
  const sets = names.filter((name) => data[name] !== undefined);
  if (!sets.includes("train")) {
    throw new InvalidArgumentError(
      "There is no train set: pass { train: { images } }, and others beside it.",
    );
  }
  return new Map(sets.map((name) => [name, imagesOf(name, data[name])]));
}

function isSetName(name: string): name is SetName {
  return (names as readonly string[]).includes(name);
}

/** What a loader says beside its sets, such as their name, does no harm. */
function looksLikeSet(value: unknown): boolean {
  return typeof value === "object" && value !== null && "images" in value;
}

function imagesOf(name: string, set: unknown): NdArray {
  if (typeof set !== "object" || set === null || !("images" in set)) {
    throw new InvalidArgumentError(
      `The ${name} set is ${describeValue(set)}, but must be { images } with images as { data, shape }.`,
    );
  }
  return requireArray(set.images as NdArray, `the images of the ${name} set`);
}

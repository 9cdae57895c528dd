import type { Binarization } from "../Binarization.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import type { TrainingData } from "../TrainerOptions.js";
import { Examples } from "./Examples.js";
import { namedImages } from "./namedImages.js";

/** The sets of a training, checked. */
export interface ExampleSets {
  readonly train: Examples;
  readonly validation: Examples | undefined;
  readonly test: Examples | undefined;
}

/** @throws InvalidArgumentError, ShapeError, NonFiniteError that name the set */
export function exampleSets(
  data: TrainingData,
  network: LatentVariableNetwork,
  binarize: Binarization,
): ExampleSets {
  const images = namedImages(data);
  const examples = (name: "train" | "validation" | "test"): Examples | undefined => {
    const found = images.get(name);
    return found && new Examples(found, network, binarize, `the ${name} set`);
  };
  return {
    train: examples("train") as Examples,
    validation: examples("validation"),
    test: examples("test"),
  };
}

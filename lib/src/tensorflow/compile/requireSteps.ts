import { InvalidArgumentError } from "../../errors/index.js";
import { kindOf } from "./kindOf.js";
import type { InputsOf, InputTensors } from "./StepInputs.js";

/**
 * The inputs of several steps.
 *
 * @throws InvalidArgumentError if they are not in an array
 */
export function requireSteps<T extends InputTensors>(inputs: readonly InputsOf<T>[]): readonly InputsOf<T>[] {
  if (Array.isArray(inputs)) return inputs as readonly InputsOf<T>[];
  throw new InvalidArgumentError(
    `The inputs of many are ${kindOf(inputs)}, but must be an array with the inputs of each step: ` +
      "step.many([first, second]).",
  );
}

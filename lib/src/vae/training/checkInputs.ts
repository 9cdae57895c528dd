import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import type { InputsOf } from "../../tensorflow/index.js";
import { describeValue } from "../checks/index.js";
import type { Objective } from "../Objective.js";
import type { TrainingInputs } from "../TrainingStepOptions.js";
import type { Batch } from "./StepTask.js";

/**
 * @param inputs as the loss gets them
 * @throws InvalidArgumentError, ShapeError unless they are pixels and the weight of the KL term
 */
export function checkInputs({ x, beta }: TrainingInputs, inputSize: number): Batch {
  for (const [name, input] of Object.entries({ x, beta })) {
    if (!(input instanceof tf.Tensor)) {
      throw new InvalidArgumentError(`inputs.${name} is missing: a training step takes { x, beta }.`);
    }
    if (input.dtype !== "float32") {
      throw new InvalidArgumentError(
        `inputs.${name} holds ${input.dtype}, but must hold float32: a Float32Array has it.`,
      );
    }
  }
  if (x.rank !== 2 || x.shape[1] !== inputSize || x.shape[0] === 0) {
    throw new ShapeError(`inputs.x must have the shape [n, ${inputSize}], but has [${x.shape.join(", ")}].`);
  }
  if (beta.rank !== 0) {
    throw new ShapeError(`inputs.beta must be one number, but has the shape [${beta.shape.join(", ")}].`);
  }
  return { x: x as tf.Tensor2D, beta };
}

/**
 * Before they become tensors.
 *
 * @throws InvalidArgumentError unless the inputs are x and beta alone, or if an importance weighted bound is to weight a
 *   KL term that it does not have
 */
export function checkNames(objective: Objective, inputs: InputsOf<TrainingInputs>): void {
  if (typeof inputs !== "object" || inputs === null) {
    throw new InvalidArgumentError(
      `inputs is ${describeValue(inputs)}, but a training step takes { x, beta }.`,
    );
  }
  const missing = ["x", "beta"].find((name) => !(name in inputs));
  if (missing !== undefined) {
    throw new InvalidArgumentError(`inputs.${missing} is missing: a training step takes { x, beta }.`);
  }
  const other = Object.keys(inputs).find((name) => name !== "x" && name !== "beta");
  if (other !== undefined) {
    throw new InvalidArgumentError(`inputs.${other} has no use: a training step takes { x, beta }.`);
  }
  const { beta } = inputs as { readonly beta?: unknown };
  if (objective.kind !== "iwae" || beta === 1) return;
  throw new InvalidArgumentError(
    "inputs.beta must be the number 1 for iwae: there is no KL term to be weighted in its loss.",
  );
}

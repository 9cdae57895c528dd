import * as tf from "@tensorflow/tfjs-core";
import { operationsAtOnce } from "../nativeThreads.js";
import { EagerStep } from "./EagerStep.js";
import { GraphStep } from "./session/GraphStep.js";
import type { StepDefinition } from "./StepDefinition.js";
import type { InputTensors } from "./StepInputs.js";
import type { StepLoss } from "./StepLoss.js";
import type { StepRunner } from "./StepRunner.js";

/** The way of running a step that suits the backend in use. */
export function runnerFor<T extends InputTensors, L extends StepLoss>(
  definition: StepDefinition<T, L>,
): StepRunner<T, L> {
  const graph = definition.mode === "auto" && tf.getBackend() === "tensorflow";
  return graph ? new GraphStep(definition, operationsAtOnce()) : new EagerStep(definition);
}

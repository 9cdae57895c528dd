import type * as tf from "@tensorflow/tfjs-core";
import type { BackendDescription, InputsOf } from "../../tensorflow/index.js";
import type { Examples } from "./Examples.js";
import { BackendFeed } from "./BackendFeed.js";
import { HostFeed } from "./HostFeed.js";
import type { Batch } from "./StepTask.js";

/** What a step is fed. */
export type FeedInputs = Readonly<Record<string, tf.Tensor>>;

/** Brings a training set's examples into steps. */
export interface Feed {
  /** Makes ready on the backend in use what is not ready there. */
  open(): void;
  /** What to call the step with for these examples. */
  inputs(positions: readonly number[], beta: number): InputsOf<FeedInputs>;
  /** Within the step: the batch that the inputs stand for. */
  batch(inputs: FeedInputs): Batch;
  /** Gives the backend's memory back. */
  close(): void;
}

/** Larger sets stay in JavaScript's memory. */
const mostBytes = 512 * 2 ** 20;

/** Positions are fed to a step as float32, which counts exactly up to here. */
const mostExamples = 2 ** 24;

/** The set lies on the backend and is gathered there, if it fits and is not moved at each step. */
export function feedOf(examples: Examples, backend: BackendDescription): Feed {
  const fits = examples.tensorBytes <= mostBytes && examples.count <= mostExamples;
  return fits && !movesInputs(backend) ? new BackendFeed(examples) : new HostFeed(examples);
}

/**
 * To run a graph tfjs-node takes every tensor that it is fed to the processor's memory, and TensorFlow takes it back to
 * the GPU (`TFE_TensorHandleResolve` in the binding's `RunSavedModel`): at each step the whole set would go both ways.
 */
function movesInputs({ name, device }: BackendDescription): boolean {
  return name === "tensorflow" && device === "GPU";
}

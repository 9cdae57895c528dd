import type * as tf from "@tensorflow/tfjs-core";
import type { InputsOf } from "../../tensorflow/index.js";
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

/** The set lies on the backend and is gathered there, if it fits. */
export function feedOf(examples: Examples): Feed {
  return examples.tensorBytes <= mostBytes ? new BackendFeed(examples) : new HostFeed(examples);
}

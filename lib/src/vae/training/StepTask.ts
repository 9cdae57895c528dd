import type * as tf from "@tensorflow/tfjs-core";
import type { InputsOf, InputTensors, RandomTensors } from "../../tensorflow/index.js";
import type { Objective } from "../Objective.js";

/** Pixels, `[n, inputSize]`, and the weight of the KL term, a scalar. */
export interface Batch {
  readonly x: tf.Tensor2D;
  readonly beta: tf.Tensor;
}

/** What the loss of a step is, and how a batch comes from the inputs. */
export interface StepTask<T extends InputTensors> {
  readonly objective: Objective;
  /** Plain operations only; refuses what is no batch. */
  readonly batch: (inputs: T, random: RandomTensors) => Batch;
  /** Refuses inputs before they become tensors. */
  readonly check?: (inputs: InputsOf<T>) => void;
}

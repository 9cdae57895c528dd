import type { NamedArrays } from "../../tensorflow/index.js";

/** The epoch after which the validation loss was lowest, and the weights then (in TensorFlow's layouts). */
export interface Best {
  readonly epoch: number;
  readonly validationLoss: number;
  readonly weights: NamedArrays;
}

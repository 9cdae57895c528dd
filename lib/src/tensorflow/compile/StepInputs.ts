import type * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "../../array/index.js";

/**
 * One input of a step: a number, an array or a tensor. Numbers, `Float32Array` and `Float64Array` become float32,
 * `Uint8Array` becomes int32, with its values as they are.
 */
export type StepInput = number | NdArray | tf.Tensor;

/**
 * The inputs as the loss sees them: one tensor, several in an array, or several by name. Write the last as a type such
 * as `{ x: tf.Tensor; y: tf.Tensor }`: TypeScript does not count an `interface` as tensors by name.
 */
export type InputTensors = tf.Tensor | readonly tf.Tensor[] | Readonly<Record<string, tf.Tensor>>;

/** What a step must be given for a loss with these inputs: the same structure. */
export type InputsOf<T extends InputTensors> = T extends tf.Tensor
  ? StepInput
  : { readonly [K in keyof T]: StepInput };

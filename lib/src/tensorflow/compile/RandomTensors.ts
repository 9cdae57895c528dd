import type * as tf from "@tensorflow/tfjs-core";

/**
 * Random tensors for a loss, drawn from the generator that the step was given. Every backend draws the same stream:
 * what `rng.uniforms(n)` and `rng.normals(n)` would give.
 */
export interface RandomTensors {
  /** From the uniform distribution on [0, 1), float32. */
  uniform(shape: readonly number[]): tf.Tensor;
  /** From N(0, 1), float32. */
  normal(shape: readonly number[]): tf.Tensor;
}

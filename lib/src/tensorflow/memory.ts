import * as tf from "@tensorflow/tfjs-core";

/** How many tensors TensorFlow.js holds, and the bytes in them: for tests that nothing leaks. */
export function memory(): { tensors: number; bytes: number } {
  const { numTensors, numBytes } = tf.memory();
  return { tensors: numTensors, bytes: numBytes };
}

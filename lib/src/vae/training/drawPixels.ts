import * as tf from "@tensorflow/tfjs-core";
import type { RandomTensors } from "../../tensorflow/index.js";

/** Black and white pixels, each 1 with the grey pixel as its probability. Salakhutdinov & Murray (2008). */
export function drawPixels(grey: tf.Tensor2D, random: RandomTensors): tf.Tensor2D {
  return tf.cast(tf.less<tf.Tensor2D>(random.uniform(grey.shape), grey), "float32");
}

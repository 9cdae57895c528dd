import * as tf from "@tensorflow/tfjs-core";
import type { Likelihood } from "./Likelihood.js";

/** Black and white pixels; the decoder gives logits. */
export const bernoulli: Likelihood = {
  support: "binary",
  noise: "uniform",
  logProb: (x, logits) => tf.sum(bernoulliLogProb(x, logits), 1),
  mean: (logits) => tf.sigmoid(logits),
  sample: (logits, noise) => tf.cast(tf.less<tf.Tensor2D>(noise, tf.sigmoid(logits)), "float32"),
};

/** x log σ(l) + (1 − x) log(1 − σ(l)) = x l − softplus(l), which no logit overflows. */
export function bernoulliLogProb(x: tf.Tensor2D, logits: tf.Tensor2D): tf.Tensor2D {
  return tf.sub(tf.mul(x, logits), tf.softplus(logits));
}

import * as tf from "@tensorflow/tfjs-core";
import { exponentialFamilyLogProb } from "./exponentialFamily.js";
import type { Likelihood } from "./Likelihood.js";

/** Black and white pixels; the decoder gives logits l, and log p(x | l) = x l − softplus(l), which never overflows. */
export const bernoulli: Likelihood = {
  support: "binary",
  noise: "uniform",
  logProb: (x, logits) => exponentialFamilyLogProb(x, logits, tf.softplus, tf.sigmoid),
  mean: (logits) => tf.sigmoid(logits),
  sample: (logits, noise) => tf.cast(tf.less<tf.Tensor2D>(noise, tf.sigmoid(logits)), "float32"),
};

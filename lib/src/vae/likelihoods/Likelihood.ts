import type * as tf from "@tensorflow/tfjs-core";

/** The distribution of the pixels given the decoder's output; the pixels independent. */
export interface Likelihood {
  /** The values a pixel may have. */
  readonly support: "binary" | "unit interval" | "real";
  /** log p(x | output) in nats, summed over the last axis: `[…, d]` → `[…]`. */
  logProb(x: tf.Tensor, output: tf.Tensor): tf.Tensor;
  /** The mean of every pixel: `[n, d]`. */
  mean(output: tf.Tensor2D): tf.Tensor2D;
  /** A draw of every pixel from noise of the named kind: `[n, d]`. */
  sample(output: tf.Tensor2D, noise: tf.Tensor2D): tf.Tensor2D;
  readonly noise: "uniform" | "normal";
}

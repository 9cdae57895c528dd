import * as tf from "@tensorflow/tfjs-core";
import type { Likelihood } from "./Likelihood.js";

/**
 * Real-valued pixels; the decoder gives their means, the variance is the same for all.
 *
 * @param logVariance a number, or the weight that is learned
 */
export function gaussian(logVariance: () => tf.Tensor | number): Likelihood {
  return {
    support: "real",
    noise: "normal",
    logProb(x, means) {
      // −½ Σ ((x − μ)² / σ² + log 2πσ²)
      const perPixel = tf.mul(tf.squaredDifference(x, means), tf.exp(tf.neg(logVariance())));
      const constant = tf.add(logVariance(), Math.log(2 * Math.PI));
      return tf.mul(tf.add(tf.sum(perPixel, -1), tf.mul(constant, x.shape.at(-1) as number)), -0.5);
    },
    mean: (means) => tf.clone(means),
    sample: (means, noise) => tf.add(means, tf.mul(noise, tf.exp(tf.mul(logVariance(), 0.5)))),
  };
}

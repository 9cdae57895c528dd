import * as tf from "@tensorflow/tfjs-core";

/**
 * z = μ + σ ε. Kingma & Welling (2014), section 2.4.
 *
 * @param noise standard normal, of the shape of mean and log variance, perhaps with an axis for several draws before it
 */
export function reparameterise(mean: tf.Tensor2D, logVariance: tf.Tensor2D, noise: tf.Tensor): tf.Tensor {
  return tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise));
}

import * as tf from "@tensorflow/tfjs-core";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { reparameterise } from "../model/reparameterise.js";
import { logMeanWeight } from "./logMeanWeight.js";
import type { LossTerms, Noise } from "./LossTerms.js";

/**
 * −log (1/k) Σ p(x, zᵢ) / q(zᵢ | x). Every example is encoded once; its draws are decoded in one batch `[k · n, …]`.
 * Burda, Grosse & Salakhutdinov (2016), section 3.
 *
 * @param x pixels, `[n, inputSize]`
 */
export function iwaeTerms(
  network: LatentVariableNetwork,
  x: tf.Tensor2D,
  samples: number,
  noise: Noise,
): LossTerms {
  const [mean, logVariance] = network.encode(x) as [tf.Tensor2D, tf.Tensor2D];
  const [n, latentDim] = mean.shape;
  const epsilon = noise.normal([samples, n, latentDim]);
  const z = reparameterise(mean, logVariance, epsilon);
  const output = network.decode(tf.reshape(z, [samples * n, latentDim]));
  const groups = groupCount(network.inputSize);
  const inGroups = (pixels: tf.Tensor2D): tf.Tensor =>
    tf.reshape(pixels, [samples * n, groups, network.inputSize / groups]);
  const ofGroups = network.likelihood.logProb(inGroups(tf.tile(x, [samples, 1])), inGroups(output));
  const logLikelihoods: tf.Tensor3D = tf.reshape(ofGroups, [samples, n, groups]);
  const logRatios = logPosteriorToPrior(z, epsilon, logVariance);
  return {
    loss: tf.neg(logMeanWeight(tf.concat([logLikelihoods, tf.neg(tf.expandDims(logRatios, 2))], 2))),
    reconstruction: tf.mean(tf.sum<tf.Tensor2D>(logLikelihoods, 2), 0),
    kl: tf.mean(logRatios, 0),
  };
}

/** Into how many groups of pixels a likelihood is divided: about as many as a group has pixels, or more. */
function groupCount(pixels: number): number {
  let count = Math.ceil(Math.sqrt(pixels));
  while (pixels % count !== 0) count++;
  return count;
}

/**
 * log q(z | x) − log p(z) = ½ Σ (z² − ε² − log σ²) at z = μ + σ ε, `[k, n]`; the constants of the two normal densities
 * are the same.
 */
function logPosteriorToPrior(z: tf.Tensor, epsilon: tf.Tensor, logVariance: tf.Tensor2D): tf.Tensor2D {
  const perDimension = tf.sub(tf.sub(tf.square(z), tf.square(epsilon)), logVariance);
  return tf.mul(tf.sum(perDimension, 2), 0.5);
}

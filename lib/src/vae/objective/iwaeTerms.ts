import * as tf from "@tensorflow/tfjs-core";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { reparameterise } from "../model/reparameterise.js";
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
  const logLikelihoods = network.likelihood.logProb(tf.tile(x, [samples, 1]), output);
  const reconstructions: tf.Tensor2D = tf.reshape(logLikelihoods, [samples, n]);
  const logRatios = logPosteriorToPrior(z, epsilon, logVariance);
  const logWeights: tf.Tensor2D = tf.sub(reconstructions, logRatios);
  return {
    loss: tf.sub(Math.log(samples), logSumExp(logWeights)),
    reconstruction: tf.mean(reconstructions, 0),
    kl: tf.mean(logRatios, 0),
  };
}

/**
 * log q(z | x) − log p(z) = ½ Σ (z² − ε² − log σ²) at z = μ + σ ε, `[k, n]`; the constants of the two normal densities
 * are the same.
 */
function logPosteriorToPrior(z: tf.Tensor, epsilon: tf.Tensor, logVariance: tf.Tensor2D): tf.Tensor2D {
  const perDimension = tf.sub(tf.sub(tf.square(z), tf.square(epsilon)), logVariance);
  return tf.mul(tf.sum(perDimension, 2), 0.5);
}

/** log Σᵢ wᵢ over the first axis, `[k, n]` → `[n]`. Its gradient is Σ w̃ᵢ ∇ log wᵢ with normalised weights w̃. */
function logSumExp(logWeights: tf.Tensor2D): tf.Tensor1D {
  const sum = tf.customGrad<tf.Tensor1D>((input: tf.Tensor | tf.GradSaveFunc, save) => {
    const value: tf.Tensor1D = tf.logSumExp(input as tf.Tensor2D, 0);
    (save as tf.GradSaveFunc)([input as tf.Tensor2D, value]);
    return {
      value,
      gradFunc: (dy: tf.Tensor, saved) => {
        const [logs, total] = saved as [tf.Tensor2D, tf.Tensor1D];
        return tf.mul(dy, tf.exp(tf.sub(logs, total)));
      },
    };
  });
  return sum(logWeights);
}

import * as tf from "@tensorflow/tfjs-core";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { reparameterise } from "../model/reparameterise.js";
import type { LossTerms, Noise } from "./LossTerms.js";

/**
 * β KL(q(z | x) ‖ p(z)) − log p(x | z) with one draw z per example. An autoencoder has one code and no KL term.
 *
 * @param x pixels, `[n, inputSize]`
 */
export function elboTerms(
  network: LatentVariableNetwork,
  x: tf.Tensor2D,
  beta: tf.Tensor | number,
  noise: Noise,
): LossTerms {
  const [mean, logVariance] = network.encode(x) as [tf.Tensor2D, tf.Tensor2D | undefined];
  if (logVariance === undefined) {
    const reconstruction = network.likelihood.logProb(x, network.decode(mean)) as tf.Tensor1D;
    return { loss: tf.neg(reconstruction), reconstruction, kl: tf.zerosLike(reconstruction) };
  }
  const z = reparameterise(mean, logVariance, noise.normal(mean.shape));
  const reconstruction = network.likelihood.logProb(x, network.decode(z as tf.Tensor2D)) as tf.Tensor1D;
  const kl = klFromPrior(mean, logVariance);
  return { loss: tf.sub(tf.mul(kl, beta), reconstruction), reconstruction, kl };
}

/** KL(N(μ, σ²) ‖ N(0, 1)) = ½ Σ (σ² + μ² − 1 − log σ²). Kingma & Welling (2014), appendix B. */
function klFromPrior(mean: tf.Tensor2D, logVariance: tf.Tensor2D): tf.Tensor1D {
  const perDimension = tf.sub(tf.add(tf.exp(logVariance), tf.square(mean)), tf.add(logVariance, 1));
  return tf.mul(tf.sum(perDimension, 1), 0.5);
}

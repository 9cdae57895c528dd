import * as tf from "@tensorflow/tfjs-core";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import { elboTerms } from "../objective/elboTerms.js";

/** The tensors of one step; whoever asked for them disposes of them. */
export interface LossAndGradients {
  /** Mean log p(x | z) and mean KL over the batch, `[2]`, in nats per example. */
  readonly parts: tf.Tensor1D;
  /** Of β KL − log p(x | z), by the variables' own names. */
  readonly gradients: Readonly<Record<string, tf.Tensor>>;
}

/**
 * One forward and backward pass.
 *
 * @param x pixels, `[n, inputSize]`
 * @param noise standard normal, `[n, latentDim]`
 */
export function lossAndGradients(
  network: LatentVariableNetwork,
  x: tf.Tensor2D,
  noise: tf.Tensor2D,
  beta: number,
): LossAndGradients {
  return tf.tidy(() => {
    let parts: tf.Tensor1D | undefined;
    const { grads } = tf.variableGrads(() => {
      const terms = elboTerms(network, x, beta, { normal: () => noise });
      const reconstruction = tf.mean<tf.Scalar>(terms.reconstruction);
      const kl = tf.mean<tf.Scalar>(terms.kl);
      parts = tf.keep(tf.stack([reconstruction, kl]) as tf.Tensor1D);
      return tf.sub<tf.Scalar>(tf.mul(kl, beta), reconstruction);
    }, [...network.weights.variables.values()]);
    return { parts: parts as tf.Tensor1D, gradients: grads };
  });
}

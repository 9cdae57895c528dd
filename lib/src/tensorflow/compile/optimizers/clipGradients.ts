import * as tf from "@tensorflow/tfjs-core";
import type { GradientClipping } from "./Optimizer.js";

/** Keeps the norm of zero gradients from being divided by; PyTorch's value. */
const smallNorm = 1e-6;

/**
 * The gradients as the optimiser wants them: PyTorch's `clip_grad_value_`, then `clip_grad_norm_`. Plain operations
 * only, nothing is read back. What is not clipped is given back itself.
 */
export function clipGradients(
  { clipNorm, clipValue }: GradientClipping,
  gradients: readonly tf.Tensor[],
): readonly tf.Tensor[] {
  const cut =
    clipValue === undefined
      ? gradients
      : gradients.map((gradient) => tf.clipByValue(gradient, -clipValue, clipValue));
  return clipNorm === undefined ? cut : clipByNorm(cut, clipNorm);
}

function clipByNorm(gradients: readonly tf.Tensor[], largest: number): readonly tf.Tensor[] {
  return tf.tidy(() => {
    const squares = gradients.map((gradient) => tf.sum(tf.square(gradient)));
    const norm = tf.sqrt(squares.reduce((sum, square) => tf.add(sum, square)));
    const factor = tf.minimum(tf.div(largest, tf.add(norm, smallNorm)), 1);
    return gradients.map((gradient) => tf.mul(gradient, factor));
  });
}

import * as tf from "@tensorflow/tfjs-core";

/** A function of the natural parameter, element by element. */
type Elementwise = (logits: tf.Tensor2D) => tf.Tensor2D;

/**
 * log p(x | l) = Σ x l − A(l) for the natural parameters l, `[n, d]` → `[n]`, up to terms without l. Its gradient is
 * x − A′(l) = x − mean, which is exact also where the formula for A has branches that cannot be differentiated.
 */
export function exponentialFamilyLogProb(
  x: tf.Tensor2D,
  logits: tf.Tensor2D,
  logPartition: Elementwise,
  mean: Elementwise,
): tf.Tensor1D {
  const logProb = tf.customGrad<tf.Tensor1D>((l: tf.Tensor | tf.GradSaveFunc, save) => {
    const natural = l as tf.Tensor2D;
    (save as tf.GradSaveFunc)([natural, x]);
    return {
      value: tf.sum(tf.sub(tf.mul(x, natural), logPartition(natural)), 1),
      gradFunc: (dy: tf.Tensor, saved) => {
        const [at, pixels] = saved as [tf.Tensor2D, tf.Tensor2D];
        return tf.mul(tf.expandDims(dy, 1), tf.sub(pixels, mean(at)));
      },
    };
  });
  return logProb(logits);
}

import * as tf from "@tensorflow/tfjs-core";

/** A function of the natural parameter, element by element. */
type Elementwise = (logits: tf.Tensor2D) => tf.Tensor2D;

/**
 * log p(x | l) = Σ x l − A(l) for the natural parameters l, `[n, d]` → `[n]`, up to terms without l. Its gradient is
 * x − A′(l) = x − mean, which is exact also where the formula for A has branches that cannot be differentiated.
 *
 * @param logPartition A; it may ask for the mean, which is then computed once for itself and the gradient
 */
export function exponentialFamilyLogProb(
  x: tf.Tensor2D,
  logits: tf.Tensor2D,
  logPartition: (logits: tf.Tensor2D, mean: () => tf.Tensor2D) => tf.Tensor2D,
  mean: Elementwise,
): tf.Tensor1D {
  const logProb = tf.customGrad<tf.Tensor1D>((l: tf.Tensor | tf.GradSaveFunc, save) => {
    const natural = l as tf.Tensor2D;
    let known: tf.Tensor2D | undefined;
    const partition = logPartition(natural, () => (known ??= mean(natural)));
    (save as tf.GradSaveFunc)(known === undefined ? [natural, x] : [natural, x, known]);
    return {
      value: tf.sum(tf.sub(tf.mul(x, natural), partition), 1),
      gradFunc: (dy: tf.Tensor, saved) => {
        const [at, pixels, shared] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D | undefined];
        return tf.mul(tf.expandDims(dy, 1), tf.sub(pixels, shared ?? mean(at)));
      },
    };
  });
  return logProb(logits);
}

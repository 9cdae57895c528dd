import * as tf from "@tensorflow/tfjs-core";

/**
 * log p(x | l) = Σ x l − A(l) for the natural parameters l, `[…, d]` → `[…]`, up to terms without l. Its gradient is
 * x − A′(l) = x − mean, which is exact also where the formula for A has branches that cannot be differentiated.
 *
 * @param value the formula; it may ask for the mean, which is then computed once for itself and the gradient
 * @param mean element by element
 */
export function exponentialFamilyLogProb(
  x: tf.Tensor,
  logits: tf.Tensor,
  value: (x: tf.Tensor, logits: tf.Tensor, mean: () => tf.Tensor) => tf.Tensor,
  mean: (logits: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const logProb = tf.customGrad((l: tf.Tensor | tf.GradSaveFunc, save) => {
    const natural = l as tf.Tensor;
    let known: tf.Tensor | undefined;
    const found = value(x, natural, () => (known ??= mean(natural)));
    (save as tf.GradSaveFunc)(known === undefined ? [natural, x] : [natural, x, known]);
    return {
      value: found,
      gradFunc: (dy: tf.Tensor, saved) => {
        const [at, pixels, shared] = saved as [tf.Tensor, tf.Tensor, tf.Tensor | undefined];
        return tf.mul(tf.expandDims(dy, -1), tf.sub(pixels, shared ?? mean(at)));
      },
    };
  });
  return logProb(logits);
}

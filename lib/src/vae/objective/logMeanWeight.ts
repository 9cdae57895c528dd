import * as tf from "@tensorflow/tfjs-core";

/**
 * log (1/k) Σᵢ wᵢ of weights that are products, log wᵢ = Σⱼ lᵢⱼ, `[k, n, m]` → `[n]`. Its gradient is Σ w̃ᵢ ∇ log wᵢ with
 * normalised weights w̃ᵢ = wᵢ / Σ w.
 *
 * What the draws have in common is taken out factor by factor before the sum: a log weight of some hundred nats is only
 * known to 3e-5 in float32, and w̃ would be no better. (The largest of the draws rather than their mean, so that one
 * draw of weight 0 does no harm.)
 */
export function logMeanWeight(logFactors: tf.Tensor3D): tf.Tensor1D {
  const { shape } = logFactors;
  const logMean = tf.customGrad<tf.Tensor1D>((input: tf.Tensor | tf.GradSaveFunc, save) => {
    const factors = input as tf.Tensor3D;
    const common = tf.max(factors, 0, true);
    const logWeights: tf.Tensor2D = tf.sum(tf.sub(factors, common), 2);
    const logSum: tf.Tensor1D = tf.logSumExp(logWeights, 0);
    (save as tf.GradSaveFunc)([tf.exp(tf.sub(logWeights, logSum))]);
    return {
      value: tf.add(tf.sum(common, [0, 2]), tf.sub(logSum, Math.log(shape[0]))),
      gradFunc: (dy: tf.Tensor, saved) => {
        const [normalised] = saved as [tf.Tensor2D];
        return tf.broadcastTo(tf.expandDims(tf.mul(dy, normalised), 2), shape);
      },
    };
  });
  return logMean(logFactors);
}

import * as tf from "@tensorflow/tfjs-core";

/**
 * From PyTorch's layout of a weight to TensorFlow's: `[out, in]` → `[in, out]`, `[out, in, h, w]` → `[h, w, in, out]`,
 * and `[in, out, h, w]` → `[h, w, out, in]` for transposed convolutions. Biases stay.
 */
export function toTensorFlowLayout(weight: tf.Tensor): tf.Tensor {
  return weight.rank < 2 ? weight : tf.transpose(weight, weight.rank === 4 ? [2, 3, 1, 0] : [1, 0]);
}

/** From TensorFlow's layout of a weight to PyTorch's: the reverse of {@link toTensorFlowLayout}. */
export function toPyTorchLayout(weight: tf.Tensor): tf.Tensor {
  return weight.rank < 2 ? weight : tf.transpose(weight, weight.rank === 4 ? [3, 2, 0, 1] : [1, 0]);
}

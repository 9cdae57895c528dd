import { permuteAxes, type NdArray } from "../../array/index.js";

type Weight = NdArray<Float32Array>;

/**
 * From PyTorch's layout of a weight to TensorFlow's: `[out, in]` → `[in, out]`, `[out, in, h, w]` → `[h, w, in, out]`,
 * and `[in, out, h, w]` → `[h, w, out, in]` for transposed convolutions. Biases stay.
 */
export function toTensorFlowLayout(weight: Weight): Weight {
  return permuted(weight, [2, 3, 1, 0]);
}

/** From TensorFlow's layout of a weight to PyTorch's: the reverse of {@link toTensorFlowLayout}. */
export function toPyTorchLayout(weight: Weight): Weight {
  return permuted(weight, [3, 2, 0, 1]);
}

function permuted(weight: Weight, filterAxes: readonly number[]): Weight {
  const rank = weight.shape.length;
  return rank < 2 ? weight : permuteAxes(weight, rank === 4 ? filterAxes : [1, 0]);
}

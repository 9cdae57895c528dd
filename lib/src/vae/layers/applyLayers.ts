import * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "./Layer.js";

/** Looks a weight up, in TensorFlow's layout. */
export type WeightLookup = (name: string) => tf.Tensor;

/** The output of a chain of layers for a batch, `[n, inputs]` → `[n, outputs]`. */
export function applyLayers(layers: readonly Layer[], weight: WeightLookup, input: tf.Tensor): tf.Tensor2D {
  return layers.reduce((x, layer) => applyLayer(layer, weight, x), input) as tf.Tensor2D;
}

function applyLayer(layer: Layer, weight: WeightLookup, x: tf.Tensor): tf.Tensor {
  if (layer.kind === "reshape") return tf.reshape(x, [x.shape[0], ...layer.shape]);
  const filter = weight(`${layer.name}.weight`);
  const output = tf.add(product(layer.kind, x, filter), weight(`${layer.name}.bias`));
  return layer.relu ? tf.relu(output) : output;
}

function product(
  kind: "linear" | "convolution" | "transposedConvolution",
  x: tf.Tensor,
  filter: tf.Tensor,
): tf.Tensor {
  switch (kind) {
    case "linear":
      return tf.matMul(x, filter);
    case "convolution":
      return tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, 2, "same");
    case "transposedConvolution": {
      const [n, height, width] = (x as tf.Tensor4D).shape;
      const channels = filter.shape[2] as number;
      return tf.conv2dTranspose(
        x as tf.Tensor4D,
        filter as tf.Tensor4D,
        [n, 2 * height, 2 * width, channels],
        2,
        "same",
      );
    }
  }
}

import * as tf from "@tensorflow/tfjs-core";
import type { WeightLookup } from "./applyLayers.js";
import type { WeightedLayer } from "./Layer.js";

/**
 * The outputs of linear layers of equal size that read the same features, `[n, inputs]` → `[n, outputs]` each. Their
 * weights stand side by side in one product, which takes hardly longer than one of them alone.
 */
export function applyHeads(
  heads: readonly WeightedLayer[],
  weight: WeightLookup,
  features: tf.Tensor2D,
): tf.Tensor2D[] {
  const side = (part: string, axis: number): tf.Tensor =>
    tf.concat(
      heads.map(({ name }) => weight(`${name}.${part}`)),
      axis,
    );
  const outputs = tf.add<tf.Tensor2D>(tf.matMul(features, side("weight", 1)), side("bias", 0));
  return heads.length === 1 ? [outputs] : tf.split(outputs, heads.length, 1);
}

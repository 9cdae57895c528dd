import type * as tf from "@tensorflow/tfjs-core";

/**
 * What a loss returns: the float32 scalar to minimise, alone or as `loss` among other scalars, of any type, that are
 * only reported.
 */
export type StepLoss = tf.Tensor | { readonly loss: tf.Tensor; readonly [metric: string]: tf.Tensor };

/** The same as numbers. */
export type LossNumbers<L extends StepLoss> = L extends tf.Tensor
  ? number
  : { readonly [K in keyof L]: number };

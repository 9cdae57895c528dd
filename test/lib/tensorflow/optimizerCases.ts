import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "kl-to-vae/array";
import type { Optimizer, Schedule } from "kl-to-vae/tensorflow";

interface Oracle {
  weights: Record<string, { shape: number[]; data: number[] }>;
  batches: { x: number[]; y: number[] }[];
  optimizers: Record<
    string,
    { optimizer: Optimizer; losses: number[]; weightsAfter: Record<string, number[]> }
  >;
  schedules: Record<string, { schedule: Schedule; rates: number[] }>;
}

/** What `test/oracles/optimizers.py` computed: twenty steps on a small network for each optimiser. */
export const optimizerOracle = JSON.parse(
  readFileSync(new URL("../../oracles/optimizers.json", import.meta.url), "utf8"),
) as Oracle;

/** The inputs of each step: x `[5, 3]`, y `[5, 1]`. */
export const oracleBatches: readonly { x: NdArray; y: NdArray }[] = optimizerOracle.batches.map(
  ({ x, y }) => ({
    x: { data: Float32Array.from(x), shape: [x.length / 3, 3] },
    y: { data: Float32Array.from(y), shape: [y.length, 1] },
  }),
);

/** The network's weights at the start, by name. */
export function oracleVariables(): Record<string, tf.Variable> {
  return Object.fromEntries(
    Object.entries(optimizerOracle.weights).map(([name, { data, shape }]) => [
      name,
      tf.tidy(() => tf.variable(tf.tensor(data, shape))),
    ]),
  );
}

/** The mean of (y − f(x))², with f(x) = tanh(x w1 + b1) w2 + b2. */
export function oracleLoss(
  { w1, b1, w2, b2 }: Readonly<Record<string, tf.Tensor>>,
  { x, y }: { x: tf.Tensor; y: tf.Tensor },
): tf.Scalar {
  const hidden = tf.tanh(tf.add(tf.matMul(x, w1 as tf.Tensor), b1 as tf.Tensor));
  const output = tf.add(tf.matMul(hidden, w2 as tf.Tensor), b2 as tf.Tensor);
  return tf.mean(tf.square(tf.sub(y, output)));
}

import * as tf from "@tensorflow/tfjs-core";
import type { NdArray } from "kl-to-vae/array";
import { Rng } from "kl-to-vae/random";
import {
  adam,
  compile,
  type CompiledStep,
  type CompileOptions,
  type RandomTensors,
} from "kl-to-vae/tensorflow";

export type Batch = { x: tf.Tensor; y: tf.Tensor };
export type Report = { loss: tf.Tensor; accuracy: tf.Tensor };

/** Points of the plane, `[n, 2]`, and whether they lie within the unit circle, `[n, 1]`. */
export function circle(n: number, seed = 1): { x: NdArray; y: NdArray } {
  const x = new Rng(seed).normals(2 * n);
  const inside = Uint8Array.from({ length: n }, (_, i) =>
    (x[2 * i] as number) ** 2 + (x[2 * i + 1] as number) ** 2 < 1 ? 1 : 0,
  );
  return { x: { data: x, shape: [n, 2] }, y: { data: inside, shape: [n, 1] } };
}

/** A small network that tells points within the circle from those outside, trained on points with noise added. */
export class NoisyClassifier {
  readonly variables: Record<string, tf.Variable>;
  readonly step: CompiledStep<Batch, Report>;

  constructor(options: Partial<CompileOptions> = {}) {
    const rng = new Rng(5);
    const weight = (shape: number[]): tf.Variable =>
      tf.tidy(() => tf.variable(tf.tensor(rng.normals(shape.reduce((a, b) => a * b, 1)), shape)));
    this.variables = { w1: weight([2, 8]), b1: weight([8]), w2: weight([8, 1]), b2: weight([]) };
    this.step = compile(this.loss, {
      variables: this.variables,
      optimizer: adam({ learningRate: 0.03 }),
      rng: new Rng(9),
      ...options,
    });
  }

  /** The cross-entropy softplus(l) − y l of the logits l, and how many are on the right side. */
  readonly loss = ({ x, y }: Batch, random: RandomTensors): Report => {
    const { w1, b1, w2, b2 } = this.variables as Record<"w1" | "b1" | "w2" | "b2", tf.Variable>;
    const noisy = tf.add(x, tf.mul(random.normal(x.shape), 0.1));
    const logits = tf.add(tf.matMul(tf.tanh(tf.add(tf.matMul(noisy, w1), b1)), w2), b2);
    const target = tf.cast(y, "float32");
    return {
      loss: tf.mean(tf.sub(tf.softplus(logits), tf.mul(target, logits))),
      accuracy: tf.mean(tf.cast(tf.equal(tf.cast(tf.greater(logits, 0), "float32"), target), "float32")),
    };
  };

  /** The values of all variables as they are. */
  values(): number[] {
    return Object.values(this.variables).flatMap((variable) => Array.from(variable.dataSync()));
  }

  dispose(): void {
    this.step.dispose();
    tf.dispose(this.variables);
  }
}

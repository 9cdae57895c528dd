import type * as tf from "@tensorflow/tfjs-core";
import type { RandomTensors } from "../../tensorflow/index.js";

/** The loss of every example and what it is made of, `[n]` each, in nats. */
export interface LossTerms {
  readonly loss: tf.Tensor1D;
  /** log p(x | z): at the one draw, or its mean over the draws. */
  readonly reconstruction: tf.Tensor1D;
  /** KL(q(z | x) ‖ p(z)): in closed form, or the mean over the draws of log q(z | x) / p(z). */
  readonly kl: tf.Tensor1D;
}

/** Where the draws of a loss come from. */
export type Noise = Pick<RandomTensors, "normal">;

import type * as tf from "@tensorflow/tfjs-core";
import type { Rng } from "../random/index.js";
import type { CompiledStep, CompileOptions, Optimizer } from "../tensorflow/index.js";
import type { Objective } from "./Objective.js";

/**
 * What a training step is given: pixels `x`, `[n, inputSize]` float32, as the likelihood wants them (a Bernoulli's
 * already 0 or 1), and `beta`, the weight of the KL term in this step. An importance weighted bound has no such term to
 * weight: its `beta` is the number 1.
 */
export type TrainingInputs = Readonly<Record<"x" | "beta", tf.Tensor>>;

/**
 * What a training step says of a batch, before the change: the `loss` of its objective, and the means of
 * `reconstruction`, log p(x | z), and of `kl`, KL(q(z | x) ‖ p(z)). With `iwae` these two are means over its draws, of
 * log p(x | z) and of log q(z | x) / p(z), without importance weights. All in nats per example.
 */
export type TrainingLoss = Readonly<Record<"loss" | "reconstruction" | "kl", tf.Tensor>>;

/**
 * A model's training step. Its state holds the weights under the names of `model.weights()`, but in TensorFlow's
 * layouts (`[in, out]`, `[3, 3, in, out]`).
 */
export type TrainingStep = CompiledStep<TrainingInputs, TrainingLoss>;

/** How a training step changes a model. */
export interface TrainingStepOptions {
  /** `elbo()` by default; its `beta` and `warmUp` count for nothing here, since each step is given its own. */
  readonly objective?: Objective;
  /** `adam()` by default. */
  readonly optimizer?: Optimizer;
  /** What the codes are drawn from; it moves on with every step. */
  readonly rng: Rng;
  /** As in `compile`: `eager` runs operation by operation on native TensorFlow too. */
  readonly mode?: CompileOptions["mode"];
}

import type { Schedule } from "./schedules/index.js";

/** What is done to the gradients before they are used: first each value, then the norm of all. */
export interface GradientClipping {
  /** The largest 2-norm of all gradients together; longer ones are scaled down (PyTorch's `clip_grad_norm_`). */
  readonly clipNorm?: number;
  /** The largest magnitude of a gradient's values; larger ones are cut off (PyTorch's `clip_grad_value_`). */
  readonly clipValue?: number;
}

/** {@link adam}. */
export interface AdamOptimizer extends GradientClipping {
  readonly kind: "adam";
  readonly learningRate: number | Schedule;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
}

/** {@link sgd}. */
export interface SgdOptimizer extends GradientClipping {
  readonly kind: "sgd";
  readonly learningRate: number | Schedule;
  readonly momentum: number;
  readonly nesterov: boolean;
}

/** An optimiser as plain data: it goes through JSON unharmed, and what it remembers lies with the step. */
export type Optimizer = AdamOptimizer | SgdOptimizer;

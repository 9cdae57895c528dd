import { checkedSchedule } from "./checkedSchedule.js";
import type { ExponentialDecay } from "./Schedule.js";

/**
 * initial · factor^(step / every): PyTorch's `ExponentialLR` for `every` 1, optax's `exponential_decay`.
 *
 * @param options `every`: steps in which the rate falls by `factor`, 1 by default. `staircase`: all at once after each
 *   `every` steps (PyTorch's `StepLR`), false by default
 * @throws InvalidArgumentError that names the option
 */
export function exponentialDecay(options: {
  readonly initial: number;
  readonly factor: number;
  readonly every?: number;
  readonly staircase?: boolean;
}): ExponentialDecay {
  const { initial, factor, every = 1, staircase = false } = options;
  return checkedSchedule({ kind: "exponentialDecay", initial, factor, every, staircase });
}

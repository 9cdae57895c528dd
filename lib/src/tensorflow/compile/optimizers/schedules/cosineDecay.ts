import { checkedSchedule } from "./checkedSchedule.js";
import type { CosineDecay } from "./Schedule.js";

/**
 * From `initial` down to `final` over half a cosine wave, final + (initial − final)(1 + cos(π step / steps)) / 2, and
 * `final` from there on: PyTorch's `CosineAnnealingLR` within its first `T_max` steps, optax's
 * `cosine_decay_schedule`. Loshchilov & Hutter (2017), "SGDR: stochastic gradient descent with warm restarts".
 *
 * @param options `steps`: how many steps the way down takes. `final`: 0 by default
 * @throws InvalidArgumentError that names the option
 */
export function cosineDecay(options: {
  readonly initial: number;
  readonly steps: number;
  readonly final?: number;
}): CosineDecay {
  const { initial, steps, final = 0 } = options;
  return checkedSchedule({ kind: "cosineDecay", initial, steps, final });
}

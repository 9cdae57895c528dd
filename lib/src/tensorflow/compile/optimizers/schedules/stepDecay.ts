import { checkedSchedule } from "./checkedSchedule.js";
import type { StepDecay } from "./Schedule.js";

/**
 * `initial`, times `factor` at each of the milestones: PyTorch's `MultiStepLR`, optax's `piecewise_constant_schedule`.
 *
 * @param options `milestones`: the steps (from 0) that are the first at a new rate, rising. `factor`: 0.1 by default
 * @throws InvalidArgumentError that names the option
 */
export function stepDecay(options: {
  readonly initial: number;
  readonly milestones: readonly number[];
  readonly factor?: number;
}): StepDecay {
  const { initial, milestones, factor = 0.1 } = options;
  return checkedSchedule({ kind: "stepDecay", initial, milestones: Object.freeze([...milestones]), factor });
}

import { checkedSchedule } from "./checkedSchedule.js";
import type { LinearWarmUp, Schedule } from "./Schedule.js";

/**
 * For so many steps a growing part of the rate that `then` begins with, from `startFactor` in a straight line to the
 * whole of it; after them `then`, from its own step 0: PyTorch's `LinearLR` and what follows it in a `SequentialLR`,
 * optax's `join_schedules` of `linear_schedule` and another.
 *
 * @param options `startFactor`: the part that the first step takes, 0 by default. `then`: a schedule, or a rate that
 *   stays
 * @throws InvalidArgumentError that names the option
 */
export function linearWarmUp(options: {
  readonly steps: number;
  readonly then: number | Schedule;
  readonly startFactor?: number;
}): LinearWarmUp {
  const { steps, startFactor = 0, then } = options;
  return checkedSchedule({ kind: "linearWarmUp", steps, startFactor, then });
}

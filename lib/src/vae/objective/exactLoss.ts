import type { LossNumbers } from "../../tensorflow/index.js";
import type { Objective } from "../Objective.js";
import type { TrainingLoss } from "../TrainingStepOptions.js";

/**
 * The loss of a step, in float64 from its parts where it is made of them, so that a history adds up: in float32 a small
 * KL term loses most of its digits in the sum.
 */
export function exactLoss(
  objective: Objective,
  beta: number,
  { loss, reconstruction, kl }: LossNumbers<TrainingLoss>,
): number {
  return objective.kind === "elbo" ? beta * kl - reconstruction : loss;
}

import type * as tf from "@tensorflow/tfjs-core";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import type { Objective } from "../Objective.js";
import { elboTerms } from "./elboTerms.js";
import type { LossTerms, Noise } from "./LossTerms.js";
import { iwaeTerms } from "./iwaeTerms.js";

/**
 * The objective of every example. Plain operations only, nothing is read back.
 *
 * @param x pixels, `[n, inputSize]`
 * @param beta weight of the KL term, a scalar; an importance weighted bound has none
 */
export function objectiveTerms(
  network: LatentVariableNetwork,
  objective: Objective,
  x: tf.Tensor2D,
  beta: tf.Tensor | number,
  noise: Noise,
): LossTerms {
  return objective.kind === "iwae"
    ? iwaeTerms(network, x, objective.samples, noise)
    : elboTerms(network, x, beta, noise);
}

import { InvalidArgumentError } from "../../errors/index.js";
import { elbo } from "../elbo.js";
import type { TrainerOptions } from "../TrainerOptions.js";
import { requireCount } from "./requireCount.js";

/**
 * Fills in the defaults and checks what is there.
 *
 * @throws InvalidArgumentError that names the option
 */
export function resolveTrainerOptions(options: TrainerOptions): Required<TrainerOptions> {
  const resolved = {
    batchSize: options.batchSize ?? 128,
    learningRate: options.learningRate ?? 1e-3,
    objective: options.objective ?? elbo(),
    binarize: options.binarize ?? "none",
    seed: options.seed ?? 0,
  };
  requireCount("batchSize", resolved.batchSize);
  if (!Number.isFinite(resolved.learningRate) || resolved.learningRate <= 0) {
    throw new InvalidArgumentError(
      `learningRate is ${resolved.learningRate}, but must be a positive number.`,
    );
  }
  return resolved;
}

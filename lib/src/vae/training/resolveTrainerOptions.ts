import { resolve } from "node:path";
import { InvalidArgumentError } from "../../errors/index.js";
import { adam } from "../../tensorflow/index.js";
import { describeValue, requireCount, requireOptions } from "../checks/index.js";
import type { CheckpointOptions } from "../CheckpointOptions.js";
import type { EarlyStopping } from "../EarlyStopping.js";
import { elbo } from "../elbo.js";
import type { ResolvedTrainerOptions, TrainerOptions } from "../TrainerOptions.js";

/** The names of the options of a trainer. */
export const trainerOptionNames = [
  "batchSize",
  "learningRate",
  "objective",
  "binarize",
  "seed",
  "earlyStopping",
  "checkpoint",
  "metricsLog",
] as const satisfies readonly (keyof TrainerOptions)[];

/**
 * Fills in the defaults and checks what is there.
 *
 * @throws InvalidArgumentError that names the option
 */
export function resolveTrainerOptions(options: TrainerOptions): ResolvedTrainerOptions {
  const given = requireOptions(options, trainerOptionNames, "A trainer");
  const { batchSize = 128, learningRate = 1e-3, objective = elbo(), binarize = "none", seed = 0 } = given;
  const { earlyStopping, checkpoint, metricsLog } = given;
  requireCount("batchSize", batchSize);
  requireLearningRate(learningRate);
  requirePath("metricsLog", metricsLog, true);
  return {
    batchSize,
    learningRate,
    objective,
    binarize,
    seed,
    ...(earlyStopping !== undefined && { earlyStopping: resolveEarlyStopping(earlyStopping) }),
    ...(checkpoint !== undefined && { checkpoint: resolveCheckpoint(checkpoint) }),
    ...(metricsLog !== undefined && { metricsLog: resolve(metricsLog) }),
  };
}

function requireLearningRate(rate: NonNullable<TrainerOptions["learningRate"]>): void {
  adam({ learningRate: rate });
  if (rate === 0) throw new InvalidArgumentError("learningRate is 0, but must be a positive number.");
}

function resolveEarlyStopping(options: EarlyStopping): Required<EarlyStopping> {
  const { patience, minDelta = 0 } = requireOptions(options, ["patience", "minDelta"], "earlyStopping");
  requireCount("earlyStopping.patience", patience);
  if (!Number.isFinite(minDelta) || minDelta < 0) {
    throw new InvalidArgumentError(
      `earlyStopping.minDelta is ${describeValue(minDelta)}, but must be a finite number that is not negative.`,
    );
  }
  return { patience, minDelta };
}

function resolveCheckpoint(options: CheckpointOptions): CheckpointOptions & { keep: number } {
  const given = requireOptions(options, ["directory", "everySteps", "keep"], "checkpoint");
  const { directory, everySteps, keep = 3 } = given;
  requirePath("checkpoint.directory", directory);
  if (everySteps !== undefined) requireCount("checkpoint.everySteps", everySteps);
  requireCount("checkpoint.keep", keep);
  return { directory, keep, ...(everySteps !== undefined && { everySteps }) };
}

function requirePath(name: string, path: unknown, optional = false): void {
  if (optional && path === undefined) return;
  if (typeof path === "string" && path !== "") return;
  throw new InvalidArgumentError(`${name} is ${describeValue(path)}, but must be a path.`);
}

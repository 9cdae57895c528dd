import { requireOptions } from "./checks/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { Trainer } from "./Trainer.js";
import type { RunOptions, TrainerOptions, TrainingData } from "./TrainerOptions.js";
import { runOptionNames } from "./training/requireRunOptions.js";
import { trainerOptionNames } from "./training/resolveTrainerOptions.js";

/**
 * Trains a model and gives its trainer, with the history: the short way. A run that fails or is interrupted leaves the
 * model what it learned, but no trainer to go on with. Dispose of the trainer when it is not needed any more.
 *
 * @throws whatever {@link Trainer} and its `run` throw
 */
export async function train(
  model: LatentVariableModel,
  data: TrainingData,
  options: TrainerOptions & RunOptions,
): Promise<Trainer> {
  requireOptions(options, [...trainerOptionNames, ...runOptionNames], "train");
  const trainer = new Trainer(model, data, only(options, trainerOptionNames));
  try {
    await trainer.run(only(options, runOptionNames));
    return trainer;
  } catch (error) {
    trainer.dispose();
    throw error;
  }
}

function only<Options extends object, Name extends keyof Options>(
  options: Options,
  names: readonly Name[],
): Pick<Options, Name> {
  const given = Object.entries(options).filter(([name]) => (names as readonly string[]).includes(name));
  return Object.fromEntries(given) as Pick<Options, Name>;
}

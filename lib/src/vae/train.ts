import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { Trainer } from "./Trainer.js";
import type { RunOptions, TrainerOptions, TrainingData } from "./TrainerOptions.js";

/**
 * Trains a model and gives its trainer, with the history: the short way where nobody needs to interrupt.
 *
 * @throws whatever {@link Trainer} and its `run` throw
 */
export async function train(
  model: LatentVariableModel,
  data: TrainingData,
  options: TrainerOptions & RunOptions,
): Promise<Trainer> {
  const { epochs, signal, onEpoch, onStep, ...trainerOptions } = options;
  const trainer = new Trainer(model, data, trainerOptions);
  await trainer.run({
    epochs,
    ...(signal && { signal }),
    ...(onEpoch && { onEpoch }),
    ...(onStep && { onStep }),
  });
  return trainer;
}

import { CheckpointError } from "../../errors/index.js";
import type { Checkpoint } from "../checkpoint/index.js";
import type { LatentVariableModel } from "../model/LatentVariableModel.js";
import { modelOfKind } from "../model/modelOfKind.js";
import { resolveTrainerOptions } from "./resolveTrainerOptions.js";
import { fromCheckpoint, type TrainingSnapshot } from "./trainingCheckpoint.js";

/**
 * What a checkpoint was made of, and a new model of the same kind.
 *
 * @throws CheckpointError if it is not that of a training, or of one that this version does not know
 */
export function restored(
  checkpoint: Checkpoint,
  path: string,
): { readonly snapshot: TrainingSnapshot; readonly model: LatentVariableModel } {
  try {
    const snapshot = fromCheckpoint(checkpoint);
    const { model, options } = snapshot.record;
    resolveTrainerOptions(options);
    return { snapshot, model: modelOfKind(model.kind, model.options) };
  } catch (cause) {
    throw new CheckpointError(
      `${path} is no checkpoint of a training that this version of kl-to-vae can go on with: ${(cause as Error).message}`,
      { cause },
    );
  }
}

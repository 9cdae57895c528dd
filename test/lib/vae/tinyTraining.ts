import { onTestFinished } from "vitest";
import {
  Trainer,
  VariationalAutoencoder,
  type LatentVariableModel,
  type ModelOptions,
  type TrainerOptions,
} from "kl-to-vae/vae";
import { tinyImages } from "./tinyImages.js";

const tiny: ModelOptions = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };
const options: TrainerOptions = { batchSize: 16, learningRate: 0.01, binarize: "threshold", seed: 5 };

/** Six steps an epoch, the last of them on ten examples. */
export const tinyData = {
  train: { images: tinyImages(90) },
  validation: { images: tinyImages(30, 2) },
  test: { images: tinyImages(40, 1) },
};

/** It gives its memory back at the end of the test. */
export function disposedAfterwards<D extends { dispose(): void }>(what: D): D {
  onTestFinished(() => what.dispose());
  return what;
}

export function newModel(given: Partial<ModelOptions> = {}): VariationalAutoencoder {
  return disposedAfterwards(new VariationalAutoencoder({ ...tiny, ...given }));
}

export function newTrainer(
  model: LatentVariableModel,
  given: TrainerOptions = {},
  data: object = tinyData,
): Trainer {
  return disposedAfterwards(new Trainer(model, data as typeof tinyData, { ...options, ...given }));
}

export async function resumed(
  folder: string,
  data: object = tinyData,
  onWarning?: (message: string) => void,
): Promise<Trainer> {
  const trainer = await Trainer.resume(folder, data as typeof tinyData, { ...(onWarning && { onWarning }) });
  disposedAfterwards(trainer.model);
  return disposedAfterwards(trainer);
}

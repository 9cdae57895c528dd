import type { EpochRecord, ResolvedTrainerOptions } from "kl-to-vae/vae";
import { RunFiles } from "../../../lib/src/vae/training/RunFiles.js";
import type { TrainingSnapshot } from "../../../lib/src/vae/training/trainingCheckpoint.js";

/** The record of an epoch; `seconds` tells those of one training from those of another. */
export function epochRecord(epoch: number, seconds = 1): EpochRecord {
  return { epoch, trainLoss: 100 / epoch, reconstruction: -90 / epoch, kl: 10, steps: 6 * epoch, seconds };
}

/** As much of a training after so many steps as is written to disk. */
export function snapshotAfter(steps: number): TrainingSnapshot {
  const state = { steps, variables: {}, slots: {} };
  return { record: { steps }, state, best: undefined } as unknown as TrainingSnapshot;
}

/** The files of a trainer that keeps its checkpoints in a folder, its log there or elsewhere. */
export function filesIn(directory: string, metricsLog?: string): RunFiles {
  const options = { checkpoint: { directory, keep: 3 }, ...(metricsLog !== undefined && { metricsLog }) };
  return new RunFiles(options as unknown as ResolvedTrainerOptions);
}

/** The files of a trainer with a log alone. */
export function filesOfLog(metricsLog: string): RunFiles {
  return new RunFiles({ metricsLog } as unknown as ResolvedTrainerOptions);
}

/** Those of a trainer that was just resumed from the folder. */
export function resumedFilesIn(directory: string, metricsLog?: string): RunFiles {
  const files = filesIn(directory, metricsLog);
  files.own();
  return files;
}

/** Writes what a trainer writes about epochs, each of six steps. */
export async function writeEpochs(files: RunFiles, records: readonly EpochRecord[]): Promise<void> {
  for (const record of records) {
    await files.logEpoch(record);
    await files.writeCheckpoint(snapshotAfter(record.steps));
  }
}

import type { Dataset } from "../data/index.js";
import type { Schedule } from "../tensorflow/index.js";
import type { Binarization } from "./Binarization.js";
import type { CheckpointOptions } from "./CheckpointOptions.js";
import type { EarlyStopping } from "./EarlyStopping.js";
import type { Objective } from "./Objective.js";

/** The sets that a model is trained on and followed on. */
export interface TrainingData {
  readonly train: Dataset;
  readonly validation?: Dataset;
  readonly test?: Dataset;
}

/** How a model is trained. */
export interface TrainerOptions {
  /** Examples per step, 128 by default; the last batch of an epoch takes what is left. At most the whole set. */
  readonly batchSize?: number;
  /** Adam's, 0.001 by default: a number, or a schedule over the steps. */
  readonly learningRate?: number | Schedule;
  /** `elbo()` by default; an autoencoder has no KL term, and cannot be trained with `iwae`. */
  readonly objective?: Objective;
  /** How grey images become black and white; `"none"` by default. */
  readonly binarize?: Binarization;
  /** Of the order of the examples, the noise and the draws of dynamic binarisation; 0 by default. */
  readonly seed?: number;
  /** Ends a run when the validation loss has stopped falling; the model then has the best weights. */
  readonly earlyStopping?: EarlyStopping;
  /** Writes all that the training is into a folder, so that `Trainer.resume` can go on after whatever happens. */
  readonly checkpoint?: CheckpointOptions;
  /**
   * A file that gets one line of JSON, its `EpochRecord`, for each finished epoch. With checkpoints there is one in any
   * case, by default `metrics.jsonl` in their folder. A new training refuses a file with something in it.
   */
  readonly metricsLog?: string;
}

/** The options with their defaults filled in. */
export type ResolvedTrainerOptions = Required<
  Omit<TrainerOptions, "earlyStopping" | "checkpoint" | "metricsLog">
> & {
  readonly earlyStopping?: Required<EarlyStopping>;
  readonly checkpoint?: CheckpointOptions & { readonly keep: number };
  readonly metricsLog?: string;
};

/**
 * One epoch, in nats per example. Training values are means over the epoch's steps, while the weights changed. With
 * `iwae` the losses are its bound, and each reconstruction and KL is a mean over its draws, without importance weights:
 * of log p(x | z) and of log q(z | x) / p(z), which is the KL divergence in expectation.
 */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** The objective: β KL − log p(x | z) with β as it was in each step, or the importance weighted bound. */
  readonly trainLoss: number;
  /** The same at the end of the epoch, with the objective's full β, and as many draws per image as in training. */
  readonly validationLoss?: number;
  readonly validationReconstruction?: number;
  readonly validationKl?: number;
  readonly testLoss?: number;
  /** log p(x | z) on the training set. */
  readonly reconstruction: number;
  /** KL(q(z | x) ‖ p(z)) on the training set. */
  readonly kl: number;
  readonly testReconstruction?: number;
  readonly testKl?: number;
  /** Steps since the training began. */
  readonly steps: number;
  /** Spent on this epoch's steps, without evaluation. */
  readonly seconds: number;
}

/** Where a run is. */
export interface StepReport {
  readonly epoch: number;
  /** From 1, within the epoch. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** The objective's mean over the epoch so far, in nats per example. */
  readonly loss: number;
  /** The same, over the steps since the report before. */
  readonly recentLoss: number;
}

/** What one run does. Either `epochs` or `untilEpoch` says how long it is. */
export interface RunOptions {
  /** How many epochs to train for, beyond what was trained before; an epoch that was interrupted is finished first. */
  readonly epochs?: number;
  /**
   * How many epochs there are to be in all. Where there are so many already, or early stopping ended the training, the run
   * does nothing: what a program says that may be started again.
   */
  readonly untilEpoch?: number;
  /** Aborting it ends the run after the present step, or between two batches of an evaluation. */
  readonly signal?: AbortSignal;
  /**
   * Called after each epoch, and waited for; the model shows what was learned so far. The checkpoint comes afterwards, so
   * that a training that is killed in between is resumed before the call.
   */
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  /**
   * Called after each step, and waited for: steps are then taken one by one, with their loss read after each. The model
   * shows what was learned so far here too; on native TensorFlow asking it costs a copy of all weights, so do not ask at
   * every step.
   */
  readonly onStep?: (report: StepReport) => void | Promise<void>;
  /** Called after every few steps, some ten milliseconds' worth, for a display that costs nothing. */
  readonly onProgress?: (report: StepReport) => void;
  /** Called with what is to be known and is no error. By default `console.warn`. */
  readonly onWarning?: (message: string) => void;
}

/** How a training is resumed. */
export interface ResumeOptions {
  /**
   * Called with what is to be known: a checkpoint that was refused, or a machine on which the bits may differ. By default
   * `console.warn`.
   */
  readonly onWarning?: (message: string) => void;
}

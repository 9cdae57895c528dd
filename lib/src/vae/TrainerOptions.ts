import type { Dataset } from "../data/index.js";
import type { ElboObjective } from "./elbo.js";
import type { Binarization } from "./Binarization.js";

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
  /** Adam's, 0.001 by default. */
  readonly learningRate?: number;
  /** `elbo()` by default; an autoencoder has no KL term. */
  readonly objective?: ElboObjective;
  /** How grey images become black and white; `"none"` by default. */
  readonly binarize?: Binarization;
  /** Of the order of the examples, the noise and the draws of dynamic binarisation; 0 by default. */
  readonly seed?: number;
}

/** One epoch, in nats per example. Training values are means over the epoch's steps, while the weights changed. */
export interface EpochRecord {
  /** From 1. */
  readonly epoch: number;
  /** β KL − log p(x | z), with β as it was in each step. */
  readonly trainLoss: number;
  /** The same at the end of the epoch, one draw per image, with the objective's full β. */
  readonly validationLoss?: number;
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

/** Where a run is; the loss is the epoch's mean as far as it is read back, at first absent. */
export interface StepReport {
  readonly epoch: number;
  /** From 1, within the epoch. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  readonly loss?: number;
}

/** What one run does. */
export interface RunOptions {
  /** How many epochs to train for, beyond what was trained before; an epoch that was interrupted is finished first. */
  readonly epochs: number;
  /** Aborting it ends the run after the present step. */
  readonly signal?: AbortSignal;
  readonly onEpoch?: (record: EpochRecord) => void | Promise<void>;
  readonly onStep?: (report: StepReport) => void | Promise<void>;
}

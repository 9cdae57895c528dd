export type { LikelihoodName, ModelOptions } from "./ModelOptions.js";
export type { LatentVariableModel } from "./model/LatentVariableModel.js";
export { Autoencoder } from "./Autoencoder.js";
export { VariationalAutoencoder } from "./VariationalAutoencoder.js";
export type { ElboObjective } from "./elbo.js";
export { elbo } from "./elbo.js";
export type { IwaeObjective } from "./iwae.js";
export { iwae } from "./iwae.js";
export type { Objective } from "./Objective.js";
export type {
  TrainingInputs,
  TrainingLoss,
  TrainingStep,
  TrainingStepOptions,
} from "./TrainingStepOptions.js";
export { trainingStep } from "./trainingStep.js";
export type { Binarization } from "./Binarization.js";
export type { CheckpointOptions } from "./CheckpointOptions.js";
export type { EarlyStopping } from "./EarlyStopping.js";
export type {
  EpochRecord,
  ResolvedTrainerOptions,
  ResumeOptions,
  RunOptions,
  StepReport,
  TrainerOptions,
  TrainingData,
} from "./TrainerOptions.js";
export { Trainer } from "./Trainer.js";
export { train } from "./train.js";
export type { Evaluation } from "./Evaluation.js";
export { evaluate } from "./evaluate.js";
export { latentManifold } from "./latentManifold.js";
export { interpolate } from "./interpolate.js";
export { traverse } from "./traverse.js";

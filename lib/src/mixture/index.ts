export { GaussianMixture } from "./GaussianMixture.js";
export type { FitAsyncOptions } from "./FitAsyncOptions.js";
export type { GaussianMixtureOptions, InitParams, NestedNumbers } from "./GaussianMixtureOptions.js";
export type { EmStep } from "./EmStep.js";
export type { RowChunks } from "./passes/overChunks.js";
export type { MixtureSample } from "./sampleComponents.js";
export type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";
export { BayesianGaussianMixture } from "./bayesian/BayesianGaussianMixture.js";
export type {
  BayesianGaussianMixtureOptions,
  WeightConcentrationPriorType,
} from "./bayesian/BayesianGaussianMixtureOptions.js";
export type {
  BayesianMixtureParameters,
  StickConcentration,
  WeightConcentration,
} from "./bayesian/BayesianMixtureParameters.js";
export type { BayesianMixturePrior } from "./bayesian/BayesianMixturePrior.js";
export type { BayesianMixtureStep } from "./bayesian/BayesianMixtureStep.js";
export { KMeans, type KMeansOptions } from "./kMeans/KMeans.js";
export { checkResponsibilities } from "./checkResponsibilities.js";
export { logJoint } from "./logJoint.js";

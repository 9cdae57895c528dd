export { GaussianMixture, type FitAsyncOptions } from "./GaussianMixture.js";
export type { GaussianMixtureOptions, InitParams, NestedNumbers } from "./GaussianMixtureOptions.js";
export type { EmStep } from "./EmStep.js";
export type { RowChunks } from "./passes/overChunks.js";
export type { MixtureSample } from "./sampleComponents.js";
export type { CovarianceType, MixtureParameters } from "./MixtureParameters.js";
export { KMeans, type KMeansOptions } from "./kMeans/KMeans.js";
export { logJoint } from "./logJoint.js";

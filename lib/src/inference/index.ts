export { elboMonteCarlo, type ElboMonteCarloOptions } from "./elboMonteCarlo.js";
export { evidenceLowerBound, type EvidenceLedger } from "./evidenceLowerBound.js";
export type { VectorField } from "./finiteGradient.js";
export type {
  DiagonalGradientEstimate,
  DiagonalGradientOptions,
  Estimate,
  FullRankGradientEstimate,
  FullRankGradientOptions,
  GradientEstimate,
  GradientOptions,
} from "./GradientEstimate.js";
export {
  importanceSampling,
  type ImportanceSamplingOptions,
  type ImportanceSamplingResult,
} from "./importanceSampling.js";
export { LinearGaussianModel, type LinearGaussianOptions } from "./LinearGaussianModel.js";
export {
  meanFieldGaussian,
  type MeanFieldOptions,
  type MeanFieldResult,
  type MeanFieldStep,
} from "./meanFieldGaussian.js";
export { reparameterizedGradient } from "./reparameterizedGradient.js";
export {
  scoreFunctionGradient,
  type Baseline,
  type DiagonalScoreFunctionOptions,
  type FullRankScoreFunctionOptions,
  type ScoreFunctionOptions,
} from "./scoreFunctionGradient.js";
export type { DrawOptions, Proposal } from "./valuesAtDraws.js";
export type { GradientEstimator } from "./variational/NaturalGradient.js";
export type { VariationalOptions, VariationalStart } from "./variational/VariationalOptions.js";
export type { Approximation, VariationalFamily } from "./variational/VariationalNormal.js";
export type { VariationalResult, VariationalStep } from "./variational/VariationalResult.js";
export { variationalInference, variationalInferenceSteps } from "./variationalInference.js";

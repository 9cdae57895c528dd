export { evidenceLowerBound, type EvidenceLedger } from "./evidenceLowerBound.js";
export type { Estimate, GradientEstimate, GradientOptions } from "./GradientEstimate.js";
export {
  importanceSampling,
  type ImportanceSamplingOptions,
  type ImportanceSamplingResult,
} from "./importanceSampling.js";
export {
  meanFieldGaussian,
  type MeanFieldOptions,
  type MeanFieldResult,
  type MeanFieldStep,
} from "./meanFieldGaussian.js";
export { reparameterizedGradient } from "./reparameterizedGradient.js";
export { scoreFunctionGradient, type ScoreFunctionOptions } from "./scoreFunctionGradient.js";

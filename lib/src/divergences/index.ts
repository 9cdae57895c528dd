export type { AnyDistribution, DivergenceArgument, ProbabilityVector } from "./arguments.js";
export type { UnitOptions } from "./unit.js";
export { klDivergence } from "./klDivergence.js";
export { jensenShannonDivergence } from "./jensenShannonDivergence.js";
export { jeffreysDivergence } from "./jeffreysDivergence.js";
export { chiSquaredDivergence } from "./chiSquaredDivergence.js";
export { totalVariationDistance } from "./totalVariationDistance.js";
export { hellingerDistance } from "./hellingerDistance.js";
export { renyiDivergence } from "./renyiDivergence.js";
export { fDivergence, type FDivergenceOptions } from "./fDivergence.js";
export { wassersteinDistance, type WassersteinOptions } from "./wassersteinDistance.js";
export { entropy } from "./entropy.js";
export { crossEntropy } from "./crossEntropy.js";
export { mutualInformation } from "./mutualInformation.js";
export { klMonteCarlo, type KlEstimate, type KlMonteCarloOptions } from "./klMonteCarlo.js";
export { klQuadrature } from "./klQuadrature.js";
export { klNearestNeighbour, type KlNearestNeighbourOptions } from "./klNearestNeighbour.js";
export { donskerVaradhan } from "./donskerVaradhan.js";
export {
  klApproximation,
  type GaussianMixtureDistribution,
  type KlApproximation,
} from "./klApproximation.js";
export type { NumberSamples, Samples, VectorSamples } from "./samples.js";
export { klSurface, type KlSurfaceOptions } from "./klSurface.js";
export { momentProjection } from "./momentProjection.js";
export {
  informationProjection,
  type InformationProjection,
  type InformationProjectionOptions,
  type ProjectionStep,
} from "./informationProjection.js";

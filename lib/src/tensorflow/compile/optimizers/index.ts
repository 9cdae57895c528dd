export { adam } from "./adam.js";
export { checkedOptimizer } from "./checkedOptimizer.js";
export { clipGradients } from "./clipGradients.js";
export {
  coefficientsAt,
  type AdamCoefficients,
  type CoefficientsOf,
  type SgdCoefficients,
} from "./coefficientsAt.js";
export type { AdamOptimizer, GradientClipping, Optimizer, SgdOptimizer } from "./Optimizer.js";
export {
  cosineDecay,
  exponentialDecay,
  learningRateAt,
  linearWarmUp,
  stepDecay,
  type CosineDecay,
  type ExponentialDecay,
  type LinearWarmUp,
  type Schedule,
  type StepDecay,
} from "./schedules/index.js";
export { sgd } from "./sgd.js";
export { slotNames } from "./slotNames.js";
export { updatedBy } from "./updatedBy.js";

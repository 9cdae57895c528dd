export type { CosineDecay, ExponentialDecay, LinearWarmUp, Schedule, StepDecay } from "./Schedule.js";
export { checkLearningRate } from "./checkedSchedule.js";
export { cosineDecay } from "./cosineDecay.js";
export { exponentialDecay } from "./exponentialDecay.js";
export { learningRateAt } from "./learningRateAt.js";
export { linearWarmUp } from "./linearWarmUp.js";
export { stepDecay } from "./stepDecay.js";

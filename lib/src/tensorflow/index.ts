export type { BackendName } from "./BackendName.js";
export type { BackendDescription } from "./BackendDescription.js";
export { currentBackend, useBackend } from "./useBackend.js";
export { ensureBackend } from "./ensureBackend.js";
export { memory } from "./memory.js";
export {
  adam,
  cosineDecay,
  exponentialDecay,
  linearWarmUp,
  sgd,
  stepDecay,
  type AdamOptimizer,
  type CosineDecay,
  type ExponentialDecay,
  type GradientClipping,
  type LinearWarmUp,
  type Optimizer,
  type Schedule,
  type SgdOptimizer,
  type StepDecay,
} from "./compile/optimizers/index.js";

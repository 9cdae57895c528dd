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
export { compile } from "./compile/compile.js";
export type { CompiledStep } from "./compile/CompiledStep.js";
export type { CompileOptions } from "./compile/CompileOptions.js";
export type { RandomTensors } from "./compile/RandomTensors.js";
export type { InputsOf, InputTensors, StepInput } from "./compile/StepInputs.js";
export type { LossNumbers, StepLoss } from "./compile/StepLoss.js";
export type { NamedArrays, StepState } from "./compile/StepState.js";

import type { CompiledStep } from "./CompiledStep.js";
import type { InputsOf, InputTensors } from "./StepInputs.js";
import type { LossNumbers, StepLoss } from "./StepLoss.js";

/**
 * One way of running a step on one backend: what a {@link CompiledStep} does, for calls that come one after the other
 * and none after `dispose`. A call that rejects has changed nothing.
 */
export interface StepRunner<T extends InputTensors, L extends StepLoss> extends Pick<
  CompiledStep<T, L>,
  "many" | "prepare" | "state" | "load" | "dispose"
> {
  run(inputs: InputsOf<T>): Promise<LossNumbers<L>>;
}

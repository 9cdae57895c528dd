import type { CompiledStep } from "./CompiledStep.js";
import type { CompileOptions } from "./CompileOptions.js";
import type { RandomTensors } from "./RandomTensors.js";
import { requireSteps } from "./requireSteps.js";
import { stepDefinition } from "./StepDefinition.js";
import type { InputsOf, InputTensors } from "./StepInputs.js";
import type { LossNumbers, StepLoss } from "./StepLoss.js";
import { StepQueue } from "./StepQueue.js";

/**
 * Makes a training step of a loss written in plain TensorFlow.js. On native TensorFlow the whole step – forward,
 * backward, optimiser and random numbers – becomes one graph, as with Python's `tf.function`; on the other backends it
 * runs operation by operation, with the same results.
 *
 * ```ts
 * const weights = { w: tf.variable(tf.zeros([2, 1])), b: tf.variable(tf.scalar(0)) };
 * const step = compile(
 *   ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) =>
 *     tf.losses.sigmoidCrossEntropy(y, tf.add(tf.matMul(x, weights.w), weights.b)),
 *   { variables: weights, optimizer: adam({ learningRate: 0.1 }) },
 * );
 * for (const batch of batches) console.log(await step(batch));
 * step.dispose();
 * ```
 *
 * @param loss gives the scalar to minimise, from one batch. Where it becomes a graph it is called twice for each
 *   shape of inputs, to see that it does the same both times, and once a step where not: what changes from step to step
 *   is an input, and what is random comes from `random`. Numbers and arrays of the code around it are taken as they are
 *   at the first step with inputs of that shape
 * @throws InvalidArgumentError that names the option
 */
export function compile<T extends InputTensors, L extends StepLoss>(
  loss: (inputs: T, random: RandomTensors) => L,
  options: CompileOptions,
): CompiledStep<T, L> {
  const queue = new StepQueue(stepDefinition(loss, options));
  const step = (inputs: InputsOf<T>): Promise<LossNumbers<L>> =>
    queue.enqueue((runner) => runner.run(inputs));
  const methods: Pick<CompiledStep<T, L>, "many" | "prepare" | "state" | "load" | "dispose"> = {
    many: (inputs) => queue.enqueue((runner) => runner.many(requireSteps(inputs))),
    prepare: (inputs) => queue.enqueue((runner) => runner.prepare(inputs)),
    state: () => queue.enqueue((runner) => runner.state()),
    load: (state) => queue.enqueue((runner) => runner.load(state)),
    dispose: () => queue.dispose(),
  };
  return Object.assign(step, methods);
}

import * as tf from "@tensorflow/tfjs-core";
import { Rng } from "../../../random/index.js";
import type { FlatInputs } from "../flattenInputs.js";
import type { FlatLoss } from "../flattenLoss.js";
import { placeholder, type DataTypeName, type Output } from "../graph/index.js";
import { lossAndGradients } from "../lossAndGradients.js";
import { clipGradients } from "../optimizers/index.js";
import type { StepDefinition } from "../StepDefinition.js";
import type { InputTensors } from "../StepInputs.js";
import type { StepLoss } from "../StepLoss.js";
import { compareRecordings, type RecordedCall } from "./compareRecordings.js";
import { randomSource } from "./RandomSource.js";
import { RecordedRandom } from "./RecordedRandom.js";
import { Recording } from "./Recording.js";
import { withLaterClock } from "./withLaterClock.js";
import { withoutRandom } from "./withoutRandom.js";
import { withTracing } from "./withTracing.js";

/** A loss and its gradients as a graph. */
export interface Trace<L extends StepLoss> {
  /** The loss and the metrics, scalars of any type. */
  readonly numbers: readonly Output[];
  /** Of each variable, clipped. */
  readonly gradients: readonly Output[];
  /** How many random numbers a step takes. */
  readonly draws: number;
  readonly restore: FlatLoss<L>["restore"];
}

/**
 * Calls a loss twice to learn what it does.
 *
 * @param name what the names of the placeholders begin with: `name/input0` …, `name/key` and `name/counter`
 * @param reads what stands for the values of the variables
 * @throws TraceError if it does something that a graph cannot repeat
 */
export async function traceStep<T extends InputTensors, L extends StepLoss>(
  definition: StepDefinition<T, L>,
  inputs: FlatInputs<T>,
  name: string,
  reads: readonly Output[],
): Promise<Trace<L>> {
  const arrays = await Promise.all(
    inputs.values.map(async (value) => (value instanceof tf.Tensor ? await value.data() : value.data)),
  );
  // The same tensor under two names is one tensor to TensorFlow.js; copies tell them apart.
  const tensors = inputs.values.map(({ shape, dtype }, i) =>
    tf.tensor((arrays[i] as tf.TypedArray).slice(), [...shape], dtype),
  );
  try {
    const first = recordStep(definition, inputs, tensors, name, reads);
    const second = withLaterClock(() => recordStep(definition, inputs, tensors, name, reads));
    compareRecordings(first, second);
    return first.trace;
  } finally {
    tf.dispose(tensors);
  }
}

function recordStep<T extends InputTensors, L extends StepLoss>(
  { loss, variables, optimizer, rng }: StepDefinition<T, L>,
  { names, restore }: FlatInputs<T>,
  tensors: readonly tf.Tensor[],
  name: string,
  reads: readonly Output[],
): RecordedCall & { readonly trace: Trace<L> } {
  const recording = new Recording();
  tensors.forEach((tensor, i) => {
    const spec = { shape: tensor.shape, dtype: tensor.dtype as DataTypeName };
    recording.bind(tensor, placeholder(`${name}/input${i}`, spec), `the input ${names[i]}`);
  });
  variables.variables.forEach((variable, i) =>
    recording.bind(variable, reads[i] as Output, `the variable ${variables.names[i]}`),
  );
  const random = new RecordedRandom(recording, randomSource(name), rng && Rng.from(rng.state));
  const trace = withTracing(recording, () =>
    withoutRandom(recording, () =>
      inScope(() => {
        const pass = lossAndGradients(() => loss(restore(tensors), random), variables);
        const gradients = clipGradients(optimizer, pass.gradients);
        tf.dispose([...pass.loss.tensors]);
        return {
          numbers: pass.loss.tensors.map((tensor) => recording.outputOf(tensor, "The loss")),
          gradients: gradients.map((tensor) => recording.outputOf(tensor, "The optimiser")),
          draws: random.numbers,
          restore: pass.loss.restore,
        };
      }),
    ),
  );
  return { recording, trace, results: [...trace.numbers, ...trace.gradients] };
}

/** `tf.tidy` for work that gives something other than tensors, which it would search for them. */
function inScope<R>(work: () => R): R {
  let result: R | undefined;
  tf.tidy(() => {
    result = work();
  });
  return result as R;
}

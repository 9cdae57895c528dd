import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError } from "../../errors/index.js";
import { flattenLoss, type FlatLoss } from "./flattenLoss.js";
import type { NamedVariables } from "./namedVariables.js";
import type { StepLoss } from "./StepLoss.js";

/** One forward and backward pass; whoever asked for the tensors disposes of them. */
export interface LossAndGradients<L extends StepLoss> {
  /** Its tensors are copies, and outlive the scope they were made in. */
  readonly loss: FlatLoss<L>;
  /** In the order of the variables. */
  readonly gradients: readonly tf.Tensor[];
}

/**
 * Calls a loss and differentiates it. Plain operations only, nothing is read back.
 *
 * @throws InvalidArgumentError, ShapeError if it returns no loss, or one that does not depend on all of the variables
 */
export function lossAndGradients<L extends StepLoss>(
  loss: () => L,
  { names, variables }: NamedVariables,
): LossAndGradients<L> {
  let kept: FlatLoss<L> | undefined;
  const forward = (): tf.Tensor => {
    const flat = flattenLoss(loss());
    kept = { ...flat, tensors: flat.tensors.map((tensor) => tf.keep(tf.clone(tensor))) };
    return tf.clone(flat.tensors[flat.index] as tf.Tensor);
  };
  try {
    const { value, grads } = tf.engine().gradients(forward, [...variables], undefined, true);
    value.dispose();
    requireGradients(grads, names);
    return { loss: kept as FlatLoss<L>, gradients: grads };
  } catch (error) {
    tf.dispose(kept?.tensors as tf.Tensor[] | undefined);
    disposeTape();
    throw error;
  }
}

function requireGradients(gradients: readonly (tf.Tensor | undefined)[], names: readonly string[]): void {
  const idle = names.filter((_, i) => gradients[i] === undefined);
  if (idle.length > 0) {
    throw new InvalidArgumentError(
      `The loss has no gradient for ${idle.join(", ")}: use ${idle.length > 1 ? "them" : "it"} in the loss, or leave ` +
        `${idle.length > 1 ? "them" : "it"} out of the variables.`,
    );
  }
}

/** TensorFlow.js drops a pass that failed without disposing of what its operations had saved for the way back. */
function disposeTape(): void {
  const { state } = tf.engine();
  if (state.gradientDepth > 0) return;
  for (const { saved } of (state.activeTape as typeof state.activeTape | null) ?? []) tf.dispose(saved);
}

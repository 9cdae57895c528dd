import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import type { LossNumbers, StepLoss } from "./StepLoss.js";

/** What a loss returned, as a list, and the way to what the caller of the step gets. */
export interface FlatLoss<L extends StepLoss> {
  /** The place of the scalar to minimise. */
  readonly index: number;
  readonly tensors: readonly tf.Tensor[];
  readonly restore: (numbers: readonly number[]) => LossNumbers<L>;
}

/** @throws InvalidArgumentError, ShapeError unless it is a scalar, or an object of scalars with a `loss` among them */
export function flattenLoss<L extends StepLoss>(returned: L): FlatLoss<L> {
  if (returned instanceof Promise) {
    // What it goes on to do is in vain, and its failure must not end the process.
    returned.catch(() => undefined);
    throw new InvalidArgumentError(
      "The loss returned a promise, but must be synchronous: a function without async and await.",
    );
  }
  const alone = returned instanceof tf.Tensor;
  const named: Readonly<Record<string, tf.Tensor>> | undefined = alone ? { loss: returned } : returned;
  const entries = Object.entries(named ?? {});
  const index = entries.findIndex(([name]) => name === "loss");
  if (index < 0) {
    throw new InvalidArgumentError(
      `The loss returned ${describe(returned)}, but must return a scalar tensor, or { loss, … } with such tensors.`,
    );
  }
  entries.forEach(([name, tensor]) => checkScalar(name, tensor));
  const { dtype } = entries[index]?.[1] as tf.Tensor;
  if (dtype !== "float32") {
    throw new InvalidArgumentError(
      `The loss is a tensor of ${dtype}, but must be one of float32: others have no gradient.`,
    );
  }
  const restore = (numbers: readonly number[]): number | undefined | Record<string, number | undefined> =>
    alone ? numbers[0] : Object.fromEntries(entries.map(([name], i) => [name, numbers[i]]));
  return {
    index,
    tensors: entries.map(([, tensor]) => tensor),
    restore: restore as FlatLoss<L>["restore"],
  };
}

function checkScalar(name: string, value: tf.Tensor): void {
  const what = name === "loss" ? "The loss" : `The metric ${name}`;
  if (!(value instanceof tf.Tensor)) {
    throw new InvalidArgumentError(`${what} is ${describe(value)}, but must be a scalar tensor.`);
  }
  if (value.rank > 0) {
    throw new ShapeError(
      `${what} has the shape [${value.shape.join(", ")}], but must be a scalar: take its mean or sum.`,
    );
  }
}

function describe(value: unknown): string {
  if (typeof value !== "object" || value === null) return String(value);
  return Array.isArray(value) ? "a list" : `an object with ${Object.keys(value).join(", ") || "nothing"}`;
}

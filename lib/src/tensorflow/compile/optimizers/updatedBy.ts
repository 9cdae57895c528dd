import * as tf from "@tensorflow/tfjs-core";
import { coefficientsAt } from "./coefficientsAt.js";
import type { Optimizer } from "./Optimizer.js";

/** From a variable with its slots, in the order of {@link slotNames}, and its gradient: what becomes of them. */
type Update = (current: readonly tf.Tensor[], gradient: tf.Tensor) => tf.Tensor[];

/**
 * What one step makes of the variables and their slots, as new tensors: nothing has changed yet. The arithmetic is that
 * of TensorFlow's `ResourceApplyAdam`, `ResourceApplyGradientDescent` and `ResourceApplyMomentum`, operation by
 * operation.
 *
 * @param step counted from 0
 * @param variables each with its slots behind it, in the order of `slotNames`
 * @param gradients one for each of the variables, clipped if need be
 */
export function updatedBy(
  optimizer: Optimizer,
  step: number,
  variables: readonly (readonly tf.Tensor[])[],
  gradients: readonly tf.Tensor[],
): tf.Tensor[][] {
  return tf.tidy(() => {
    const update = optimizer.kind === "adam" ? adamUpdate(optimizer, step) : sgdUpdate(optimizer, step);
    return variables.map((current, i) => tf.tidy(() => update(current, gradients[i] as tf.Tensor)));
  });
}

function adamUpdate(optimizer: Optimizer & { kind: "adam" }, step: number): Update {
  const { rate, beta1, beta2, epsilon } = coefficientsAt(optimizer, step);
  const [towards1, towards2, alpha, small] = [1 - beta1, 1 - beta2, rate, epsilon].map((x) =>
    tf.scalar(x),
  ) as [tf.Scalar, tf.Scalar, tf.Scalar, tf.Scalar];
  return (current, gradient) => {
    const [w, m, v] = current as [tf.Tensor, tf.Tensor, tf.Tensor];
    const first = tf.add(m, tf.mul(tf.sub(gradient, m), towards1));
    const second = tf.add(v, tf.mul(tf.sub(tf.square(gradient), v), towards2));
    const change = tf.div(tf.mul(first, alpha), tf.add(tf.sqrt(second), small));
    return [tf.sub(w, change), first, second];
  };
}

function sgdUpdate(optimizer: Optimizer & { kind: "sgd" }, step: number): Update {
  const coefficients = coefficientsAt(optimizer, step);
  const [rate, momentum] = [tf.scalar(coefficients.rate), tf.scalar(coefficients.momentum)];
  return (current, gradient) => {
    const [w, velocity] = current as [tf.Tensor, tf.Tensor?];
    if (velocity === undefined) return [tf.sub(w, tf.mul(gradient, rate))];
    const next = tf.add(tf.mul(velocity, momentum), gradient);
    const change = optimizer.nesterov
      ? tf.add(tf.mul(gradient, rate), tf.mul(tf.mul(next, momentum), rate))
      : tf.mul(next, rate);
    return [tf.sub(w, change), next];
  };
}

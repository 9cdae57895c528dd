import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../array/index.js";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import type { Rng } from "../../random/index.js";
import type { RandomTensors } from "./RandomTensors.js";

/** Draws with the generator itself, and hands the numbers to the backend. */
export class EagerRandom implements RandomTensors {
  readonly #rng: Rng | undefined;

  constructor(rng: Rng | undefined) {
    this.#rng = rng;
  }

  uniform(shape: readonly number[]): tf.Tensor {
    return tf.tensor(requireRng(this.#rng).uniforms(sizeToDraw(shape)), [...shape], "float32");
  }

  normal(shape: readonly number[]): tf.Tensor {
    return tf.tensor(requireRng(this.#rng).normals(sizeToDraw(shape)), [...shape], "float32");
  }
}

/** @throws InvalidArgumentError if a loss draws and there is nothing to draw from */
export function requireRng(rng: Rng | undefined): Rng {
  if (rng === undefined) {
    throw new InvalidArgumentError(
      "The loss draws at random: compile it with a generator, compile(loss, { …, rng: new Rng(seed) }).",
    );
  }
  return rng;
}

/**
 * How many numbers a random tensor of this shape takes.
 *
 * @throws ShapeError if it is no shape
 */
export function sizeToDraw(shape: readonly number[]): number {
  const valid = Array.isArray(shape) && shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!valid) {
    throw new ShapeError(
      `A random tensor needs a shape of non-negative integers, but got ${JSON.stringify(shape)}.`,
    );
  }
  return sizeOf(shape);
}

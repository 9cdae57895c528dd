import * as tf from "@tensorflow/tfjs-core";
import { sizeOf } from "../../array/index.js";
import { InvalidArgumentError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import type { RandomTensors } from "../../tensorflow/index.js";
import { describeValue } from "../checks/index.js";

/** `length` draws from N(0, 1) or from the uniform distribution on [0, 1). */
export function drawNoise(rng: Rng, length: number, kind: "normal" | "uniform" = "normal"): Float32Array {
  return kind === "normal" ? rng.normals(length) : rng.uniforms(length);
}

/** The same as tensors, for what a training step is given its own by. */
export function noiseTensors(rng: Rng): RandomTensors {
  const draw =
    (kind: "normal" | "uniform") =>
    (shape: readonly number[]): tf.Tensor =>
      tf.tensor(drawNoise(rng, sizeOf(shape), kind), [...shape]);
  return { normal: draw("normal"), uniform: draw("uniform") };
}

/**
 * The generator that a call was given.
 *
 * @throws InvalidArgumentError if it was given none
 */
export function requireRng(rng: Rng | undefined, call: string): Rng {
  if (rng instanceof Rng) return rng;
  throw new InvalidArgumentError(
    `rng is ${describeValue(rng)}, but ${call} draws at random: pass it { rng: new Rng(seed) }.`,
  );
}

import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, expect, onTestFinished } from "vitest";
import {
  compile,
  memory,
  type CompiledStep,
  type CompileOptions,
  type InputTensors,
  type RandomTensors,
  type StepLoss,
} from "kl-to-vae/tensorflow";
import { startBackend } from "../vae/startBackend.js";

/** What TensorFlow.js and the native library behind it hold. */
interface Held {
  readonly tensors: number;
  readonly bytes: number;
  /** Tensors of the native library. */
  readonly native: number;
  /** Graphs that it keeps, with their variables. */
  readonly graphs: number;
}

export function held(): Held {
  const native = tf.findBackend("tensorflow") as tf.KernelBackend & {
    getNumOfTFTensors(): number;
    getNumOfSavedModels(): number;
  };
  return { ...memory(), native: native.getNumOfTFTensors(), graphs: native.getNumOfSavedModels() };
}

/** Runs the tests of a file on native TensorFlow, where that can be had, and holds each to leaving nothing behind. */
export function onNativeTensorFlow(): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend("tensorflow");
    if (obstacle !== undefined) context.skip(obstacle);
    const before = held();
    onTestFinished(() => expect(held(), "what was left behind").toEqual(before));
  });
}

/** A variable for the length of a test. */
export function variable(values: ArrayLike<number> | number, shape: number[] = []): tf.Variable {
  const data = typeof values === "number" ? [values] : Float32Array.from(values);
  const made = tf.tidy(() => tf.variable(tf.tensor(data, shape)));
  onTestFinished(() => made.dispose());
  return made;
}

/** A compiled step for the length of a test. */
export function compiled<T extends InputTensors, L extends StepLoss>(
  loss: (inputs: T, random: RandomTensors) => L,
  options: CompileOptions,
): CompiledStep<T, L> {
  const step = compile(loss, options);
  onTestFinished(() => step.dispose());
  return step;
}

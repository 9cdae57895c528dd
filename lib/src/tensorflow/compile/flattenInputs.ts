import * as tf from "@tensorflow/tfjs-core";
import { isNdArray, sizeOf, type NdArray } from "../../array/index.js";
import { InvalidArgumentError, ShapeError } from "../../errors/index.js";
import { kindOf } from "./kindOf.js";
import type { InputsOf, InputTensors, StepInput } from "./StepInputs.js";

/** The inputs of a step as a list, and the way back. */
export interface FlatInputs<T extends InputTensors> {
  /** What messages call them: `inputs`, `inputs[0]`, `inputs.x`. */
  readonly names: readonly string[];
  readonly values: readonly (tf.Tensor | HostArray)[];
  /** Puts tensors in the place of the values: what the loss is called with. */
  readonly restore: (tensors: readonly tf.Tensor[]) => T;
}

/** What is to become a tensor, in JavaScript's memory. */
export interface HostArray {
  readonly data: Float32Array | Int32Array;
  readonly shape: readonly number[];
  readonly dtype: "float32" | "int32";
}

/**
 * Lists the inputs.
 *
 * @throws InvalidArgumentError, ShapeError that name the input
 */
export function flattenInputs<T extends InputTensors>(inputs: InputsOf<T>): FlatInputs<T> {
  const { names, values, restore } = listed(inputs);
  values.forEach((value, i) => check(value, names[i] as string));
  return {
    names,
    values: (values as StepInput[]).map(asValue),
    restore: restore as (tensors: readonly tf.Tensor[]) => T,
  };
}

interface Listed {
  readonly names: readonly string[];
  readonly values: readonly unknown[];
  readonly restore: (tensors: readonly tf.Tensor[]) => InputTensors;
}

function listed(inputs: unknown): Listed {
  if (Array.isArray(inputs)) {
    return {
      names: inputs.map((_, i) => `inputs[${i}]`),
      values: inputs,
      restore: (tensors) => tensors,
    };
  }
  if (typeof inputs !== "object" || inputs === null || inputs instanceof tf.Tensor || isArray(inputs)) {
    return { names: ["inputs"], values: [inputs], restore: ([tensor]) => tensor as tf.Tensor };
  }
  const keys = Object.keys(inputs);
  return {
    names: keys.map((key) => `inputs.${key}`),
    values: Object.values(inputs),
    restore: (tensors) => Object.fromEntries(keys.map((key, i) => [key, tensors[i] as tf.Tensor])),
  };
}

/** An array, and not inputs that happen to be called `data` and `shape`. */
function isArray(value: unknown): value is NdArray {
  return isNdArray(value) && ArrayBuffer.isView(value.data);
}

function check(value: unknown, name: string): void {
  if (typeof value === "number") return;
  if (value instanceof tf.Tensor) {
    if (value.isDisposed) throw new InvalidArgumentError(`${name} has been disposed of.`);
    return;
  }
  if (!isArray(value)) {
    throw new InvalidArgumentError(
      `${name} is ${kindOf(value)}, but must be a number, an array { data: new Float32Array(…), shape } or a tensor.`,
    );
  }
  const { data, shape } = value;
  if (!(data instanceof Float32Array || data instanceof Float64Array || data instanceof Uint8Array)) {
    throw new InvalidArgumentError(
      `${name} holds ${kindOf(data)}, but must hold a Float32Array, a Float64Array or a Uint8Array.`,
    );
  }
  if (![...shape].every((length) => Number.isSafeInteger(length) && length >= 0)) {
    throw new ShapeError(
      `${name} has the shape [${shape.join(", ")}], but lengths are integers of 0 or more.`,
    );
  }
  if (sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `${name} has the shape [${shape.join(", ")}], which needs ${sizeOf(shape)} elements, but ${data.length} are there.`,
    );
  }
}

function asValue(value: StepInput): tf.Tensor | HostArray {
  if (value instanceof tf.Tensor) return value;
  if (typeof value === "number") return { data: Float32Array.of(value), shape: [], dtype: "float32" };
  const { data } = value;
  const shape = [...value.shape];
  if (data instanceof Uint8Array) return { data: Int32Array.from(data), shape, dtype: "int32" };
  return { data: data instanceof Float32Array ? data : Float32Array.from(data), shape, dtype: "float32" };
}

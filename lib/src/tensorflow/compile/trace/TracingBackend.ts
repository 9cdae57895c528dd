import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError, TraceError } from "../../../errors/index.js";
import { callSite } from "./callSite.js";
import type { NativeAttribute, NativeBackend, NativeBinding } from "./NativeBackend.js";
import type { Recording } from "./Recording.js";

type DataId = tf.TensorInfo["dataId"];

/**
 * A backend that computes like native TensorFlow and keeps a record of what it computed. It is registered beside the
 * native one and takes over that one's kernels, through the two calls that TensorFlow.js has for backends of one's
 * own (`registerBackend`, `copyRegisteredKernels`); nothing of the native backend is replaced.
 */
export class TracingBackend extends tf.KernelBackend {
  /** Kernels name the types of attributes by it. */
  readonly binding: NativeBinding;
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
  readonly #native: NativeBackend;
  #recording: Recording | undefined;

  constructor(native: NativeBackend) {
    super();
    this.#native = native;
    this.binding = native.binding;
    this.isGPUPackage = native.isGPUPackage;
    this.isUsingGpuDevice = native.isUsingGpuDevice;
  }

  /** Does some work with a record being kept of it. */
  record<T>(recording: Recording, work: () => T): T {
    if (this.#recording !== undefined) {
      throw new InvalidArgumentError(
        "A loss that is being compiled cannot compile another step: compile it outside.",
      );
    }
    this.#recording = recording;
    try {
      const result = work();
      recording.finish();
      return result;
    } catch (error) {
      // What was refused first explains what failed after it.
      recording.finish();
      throw error;
    } finally {
      this.#recording = undefined;
    }
  }

  executeSingleInput(name: string, input: tf.TensorInfo): tf.Tensor {
    const type = { name: "T", type: this.binding.TF_ATTR_TYPE, value: this.getDTypeInteger(input.dtype) };
    return this.executeSingleOutput(name, [type], [input]);
  }

  executeSingleOutput(name: string, attributes: NativeAttribute[], inputs: tf.TensorInfo[]): tf.Tensor {
    const output = this.#native.executeSingleOutput(name, attributes, inputs);
    this.#active.addOperation(name, attributes, inputs, [output]);
    return output;
  }

  executeMultipleOutputs(
    name: string,
    attributes: NativeAttribute[],
    inputs: tf.TensorInfo[],
    count: number,
  ): tf.Tensor[] {
    const outputs = this.#native.executeMultipleOutputs(name, attributes, inputs, count);
    this.#active.addOperation(name, attributes, inputs, outputs);
    return outputs;
  }

  createReductionOpAttrs(tensor: tf.TensorInfo, keepDims?: boolean): NativeAttribute[] {
    return this.#native.createReductionOpAttrs(tensor, keepDims);
  }

  getDTypeInteger(dtype: tf.DataType): number {
    return this.#native.getDTypeInteger(dtype);
  }

  typeAttributeFromTensor(tensor: tf.TensorInfo): number {
    return this.#native.typeAttributeFromTensor(tensor);
  }

  applyActivation(...parameters: unknown[]): tf.Tensor {
    return this.#native.applyActivation(...parameters);
  }

  override write(values: tf.BackendValues, shape: number[], dtype: tf.DataType): DataId {
    if (!ArrayBuffer.isView(values)) {
      throw this.#active.refuse(
        `A compiled step has no tensors of type ${dtype}${callSite()}: keep such values outside the loss.`,
      );
    }
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength).slice();
    const dataId = this.#native.write(values, shape, dtype);
    this.#active.addConstant(dataId, bytes, shape, dtype);
    return dataId;
  }

  /** @throws TraceError always: while a loss is recorded nothing can be read */
  override readSync(dataId: object): never {
    throw this.#refuseRead(dataId);
  }

  /** The loss cannot wait for it, so it never comes; the refusal is thrown when the loss has ended. */
  override read(dataId: object): Promise<never> {
    this.#refuseRead(dataId);
    return new Promise(() => undefined);
  }

  #refuseRead(dataId: object): TraceError {
    const what = this.#active.describe(dataId) ?? "a tensor made outside it";
    return this.#active.refuse(
      `The loss reads the values of ${what} with data, array, print or the like${callSite()}, and what follows would be fixed for ` +
        "all steps to come. Choose between values with tf.where, return what is to be reported as a metric, " +
        'or compile with mode: "eager", in which everything can be read.',
    );
  }

  override disposeData(dataId: object, force?: boolean): boolean {
    return this.#native.disposeData(dataId, force);
  }

  override incRef(dataId: DataId): void {
    this.#native.incRef(dataId);
  }

  override refCount(dataId: DataId): number {
    return this.#native.refCount(dataId);
  }

  override numDataIds(): number {
    return this.#native.numDataIds();
  }

  override floatPrecision(): 16 | 32 {
    return this.#native.floatPrecision();
  }

  override epsilon(): number {
    return this.#native.epsilon();
  }

  override memory(): { unreliable: boolean } {
    return this.#native.memory();
  }

  override timerAvailable(): boolean {
    return false;
  }

  override dispose(): void {
    // The native backend owns everything.
  }

  get #active(): Recording {
    if (this.#recording === undefined) {
      throw new TraceError(
        "A tensor of a loss that was compiled is used after its trace ended. Return it from the loss as a metric.",
      );
    }
    return this.#recording;
  }
}

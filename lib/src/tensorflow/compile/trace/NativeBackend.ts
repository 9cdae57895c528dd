import * as tf from "@tensorflow/tfjs-core";

/** An attribute as tfjs-node's kernels give it: the type is a number that the binding names. */
export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

/** The native binding: the numbers by which it names types and the types of attributes, tensors by number, and graphs. */
export interface NativeBinding {
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
  createTensor(shape: readonly number[], dtype: number, values: Float32Array | Int32Array): number;
  tensorDataSync(tensor: number): Float32Array | Int32Array | Uint8Array;
  deleteTensor(tensor: number): void;
  /** @param inputNames,outputNames with commas between them */
  runSavedModel(
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string,
  ): readonly { readonly id: number }[];
  getNumOfSavedModels(): number;
}

/** What is used of tfjs-node's backend: what its kernels call, and running graphs. */
export interface NativeBackend extends tf.KernelBackend {
  readonly binding: NativeBinding;
  readonly isGPUPackage: boolean;
  readonly isUsingGpuDevice: boolean;
  executeSingleInput(name: string, input: tf.TensorInfo): tf.Tensor;
  executeSingleOutput(name: string, attributes: NativeAttribute[], inputs: tf.TensorInfo[]): tf.Tensor;
  executeMultipleOutputs(
    name: string,
    attributes: NativeAttribute[],
    inputs: tf.TensorInfo[],
    count: number,
  ): tf.Tensor[];
  createReductionOpAttrs(tensor: tf.TensorInfo, keepDims?: boolean): NativeAttribute[];
  getDTypeInteger(dtype: tf.DataType): number;
  typeAttributeFromTensor(tensor: tf.TensorInfo): number;
  applyActivation(...parameters: unknown[]): tf.Tensor;
  loadSavedModelMetaGraph(path: string, tags: string): number;
  /** The binding's numbers of tensors, which stay as they are. */
  getInputTensorIds(tensors: readonly tf.Tensor[]): number[];
  deleteSavedModel(id: number): void;
}

/** The backend `tensorflow`, which must be loaded. */
export function nativeBackend(): NativeBackend {
  return tf.findBackend("tensorflow") as NativeBackend;
}

import * as tf from "@tensorflow/tfjs-core";

/** An attribute as tfjs-node's kernels give it: the type is a number that the binding names. */
export interface NativeAttribute {
  readonly name: string;
  readonly type: number;
  readonly value: number | boolean | string | readonly number[];
}

/** The numbers by which the native binding names the types of attributes. */
export interface NativeBinding {
  readonly TF_ATTR_TYPE: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
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
  runSavedModel(
    id: number,
    inputs: readonly tf.Tensor[],
    names: readonly { readonly name: string }[],
    outputs: readonly string[],
  ): tf.Tensor[];
  deleteSavedModel(id: number): void;
}

/** The backend `tensorflow`, which must be loaded. */
export function nativeBackend(): NativeBackend {
  return tf.findBackend("tensorflow") as NativeBackend;
}

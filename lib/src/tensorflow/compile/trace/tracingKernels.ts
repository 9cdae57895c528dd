import * as tf from "@tensorflow/tfjs-core";
import type { NativeAttribute } from "./NativeBackend.js";
import type { TracingBackend } from "./TracingBackend.js";

/** A kernel in place of tfjs-node's: given the inputs by name and the attributes, it executes on the backend. */
type TracingKernel = (
  inputs: Record<string, tf.TensorInfo>,
  attributes: Record<string, unknown>,
  backend: TracingBackend,
  original: () => tf.TensorInfo | tf.TensorInfo[],
) => tf.TensorInfo | tf.TensorInfo[];

/** The kernels of tfjs-node that would record something slow or unfit for a graph, and what is done instead. */
const replacements: Readonly<Record<string, TracingKernel>> = {
  [tf.Step]: step,
  [tf.GatherV2]: gather,
};

/** Puts the kernels above in the place of the copied ones. */
export function replaceKernels(backendName: string): void {
  for (const [kernelName, replacement] of Object.entries(replacements)) {
    const original = tf.getKernel(kernelName, backendName);
    const kernelFunc: tf.KernelFunc = (parameters) =>
      replacement(
        parameters.inputs as Record<string, tf.TensorInfo>,
        parameters.attrs ?? {},
        parameters.backend as TracingBackend,
        () => original.kernelFunc(parameters),
      );
    tf.unregisterKernel(kernelName, backendName);
    tf.registerKernel({ ...original, kernelFunc });
  }
}

/** 1 where x > 0, else 0, without tfjs-node's seven operations that carry NaN through. */
function step(
  { x }: Record<string, tf.TensorInfo>,
  { alpha }: Record<string, unknown>,
  _: TracingBackend,
  original: () => tf.TensorInfo | tf.TensorInfo[],
): tf.TensorInfo | tf.TensorInfo[] {
  if (alpha !== 0 || x?.dtype !== "float32") return original();
  return tf.tidy(() => tf.cast(tf.greater(x as tf.Tensor, 0), "float32"));
}

/** `GatherV2` without reading the indices: TensorFlow checks them itself. */
function gather(
  { x, indices }: Record<string, tf.TensorInfo>,
  { axis, batchDims }: Record<string, unknown>,
  backend: TracingBackend,
): tf.TensorInfo {
  const [values, positions] = [x as tf.TensorInfo, indices as tf.TensorInfo];
  tf.backend_util.segment_util.collectGatherOpShapeInfo(
    values,
    positions,
    axis as number,
    batchDims as number,
  );
  return tf.tidy(() => {
    const axisTensor = tf.scalar(axis as number, "int32");
    const attributes = [
      { name: "batch_dims", type: backend.binding.TF_ATTR_INT, value: batchDims as number },
      typeOf("Tparams", values, backend),
      typeOf("Tindices", positions, backend),
      typeOf("Taxis", axisTensor, backend),
    ];
    return backend.executeSingleOutput("GatherV2", attributes, [values, positions, axisTensor]);
  });
}

function typeOf(name: string, tensor: tf.TensorInfo, backend: TracingBackend): NativeAttribute {
  return { name, type: backend.binding.TF_ATTR_TYPE, value: backend.getDTypeInteger(tensor.dtype) };
}

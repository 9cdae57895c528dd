import * as tf from "@tensorflow/tfjs-core";

/**
 * Makes a backend transpose matrices before it multiplies them. The WebAssembly backend multiplies plain matrices with
 * XNNPACK and transposed ones, which every gradient needs, with a loop that is about ten times slower.
 */
export function transposeBeforeProducts(backendName: string): void {
  const product = tf.getKernel(tf.BatchMatMul, backendName);
  const transposition = tf.getKernel(tf.Transpose, backendName);
  const transpose = (x: tf.TensorInfo, backend: tf.KernelBackend): tf.TensorInfo => {
    const { length } = x.shape;
    const perm = x.shape.map((_, axis) => (axis < length - 2 ? axis : 2 * length - 3 - axis));
    return transposition.kernelFunc({ inputs: { x }, attrs: { perm }, backend }) as tf.TensorInfo;
  };
  const kernelFunc: tf.KernelFunc = ({ inputs, attrs, backend: anyBackend }) => {
    const backend = anyBackend as tf.KernelBackend;
    const { transposeA, transposeB } = attrs as { transposeA: boolean; transposeB: boolean };
    const [a, b] = [inputs["a"] as tf.TensorInfo, inputs["b"] as tf.TensorInfo];
    const plain = { a: transposeA ? transpose(a, backend) : a, b: transposeB ? transpose(b, backend) : b };
    const result = product.kernelFunc({
      inputs: plain,
      attrs: { transposeA: false, transposeB: false },
      backend,
    });
    if (transposeA) backend.disposeData(plain.a.dataId);
    if (transposeB) backend.disposeData(plain.b.dataId);
    return result;
  };
  tf.unregisterKernel(tf.BatchMatMul, backendName);
  tf.registerKernel({ ...product, kernelFunc });
}

import * as tf from "@tensorflow/tfjs-core";
import type { RngBlocks } from "kl-to-vae/random";

interface Output {
  readonly id: number;
}
interface Attribute {
  readonly name: string;
  readonly type: number;
  readonly value: number;
}
/** What tfjs-node's binding offers below its own backend, which refuses uint64. */
interface Binding {
  readonly TF_ATTR_TYPE: number;
  readonly TF_INT32: number;
  readonly TF_FLOAT: number;
  createTensor(shape: number[], dtype: number, values: Int32Array): number;
  deleteTensor(id: number): void;
  executeOp(name: string, attributes: Attribute[], inputs: number[], outputs: number): [Output];
  tensorDataSync(id: number): Float32Array;
}

/** TensorFlow's enumeration: DT_UINT64. */
const uint64 = 23;
/** Its enumeration of generators. */
const philox = 1;

/** What native TensorFlow's own stateless operations draw from these blocks. */
export function statelessRandom(
  op: "StatelessRandomUniformV2" | "StatelessRandomNormalV2",
  { key, block }: RngBlocks,
  n: number,
): Float32Array {
  const { binding } = tf.backend() as unknown as { binding: Binding };
  const type = (name: string, value: number): Attribute => ({ name, type: binding.TF_ATTR_TYPE, value });
  const int32 = (shape: number[], values: number[]): number =>
    binding.createTensor(shape, binding.TF_INT32, Int32Array.from(values));
  const words = (shape: number[], values: number[]): number => {
    const pairs = int32(shape, values);
    const attributes = [type("T", binding.TF_INT32), type("type", uint64)];
    const [{ id }] = binding.executeOp("Bitcast", attributes, [pairs], 1);
    binding.deleteTensor(pairs);
    return id;
  };
  const inputs = [
    int32([1], [n]),
    words([1, 2], [...key]),
    words([2, 2], [block % 2 ** 32, Math.floor(block / 2 ** 32), 0, 0]),
    int32([], [philox]),
  ];
  const attributes = [type("dtype", binding.TF_FLOAT), type("Tshape", binding.TF_INT32)];
  const [{ id }] = binding.executeOp(op, attributes, inputs, 1);
  const draws = binding.tensorDataSync(id);
  [...inputs, id].forEach((tensor) => binding.deleteTensor(tensor));
  return draws;
}

import { readFileSync } from "node:fs";
import * as tf from "@tensorflow/tfjs-core";

const shape: [number, number] = [128, 784];
const size = 128 * 784;

/** The batches of a file of `digitBatches`, `[128, 784]` each, over and over, as tensors that lie ready. */
export function* readBatches(path: string): Generator<tf.Tensor2D, never> {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const pixels = new Float32Array(buffer, byteOffset, byteLength / 4);
  const batches = Array.from({ length: pixels.length / size }, (_, i) =>
    tf.tensor2d(pixels.subarray(i * size, (i + 1) * size), shape),
  );
  for (;;) yield* batches;
}

import { readFileSync } from "node:fs";
import type { NdArray } from "kl-to-vae/array";

const shape = [128, 784];
const size = 128 * 784;

/** The batches of a file of `digitBatches`, `[128, 784]` each, over and over. */
export function* readBatches(path: string): Generator<NdArray<Float32Array>, never> {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  const pixels = new Float32Array(buffer, byteOffset, byteLength / 4);
  for (let start = 0; ; start = (start + size) % pixels.length) {
    yield { data: pixels.subarray(start, start + size), shape };
  }
}

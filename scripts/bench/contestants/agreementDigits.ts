import { readFileSync } from "node:fs";
import type { NdArray } from "kl-to-vae/array";

/** The images of a file of grey bytes, `[n, 28, 28]`. */
export function readDigits(path: string): NdArray<Uint8Array> {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return { data: new Uint8Array(buffer, byteOffset, byteLength), shape: [byteLength / 784, 28, 28] };
}

import { readFileSync } from "node:fs";
import type { NdArray } from "kl-to-vae/array";

/** Rows, and a start of EM on them. */
export interface MixtureData {
  readonly rows: NdArray<Float64Array>;
  readonly weights: Float64Array;
  readonly means: NdArray<Float64Array>;
  readonly precisions: NdArray<Float64Array>;
}

/** Reads the files of `mixtureInputs`. */
export function readMixture(d: number, K: number, [rowsFile, startFile]: readonly string[]): MixtureData {
  const rows = readNumbers(rowsFile!);
  const start = readNumbers(startFile!);
  return {
    rows: { data: rows, shape: [rows.length / d, d] },
    weights: start.subarray(0, K),
    means: { data: start.subarray(K, K + K * d), shape: [K, d] },
    precisions: { data: start.subarray(K + K * d), shape: [K, d, d] },
  };
}

function readNumbers(path: string): Float64Array {
  const { buffer, byteOffset, byteLength } = readFileSync(path);
  return new Float64Array(buffer, byteOffset, byteLength / 8);
}

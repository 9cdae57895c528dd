import { readFileSync } from "node:fs";
import type { NdArray } from "kl-to-vae/array";

export interface OracleFile {
  /** base64 */
  readonly bytes: string;
  readonly tensors: Record<
    string,
    { readonly dtype: string; readonly shape: readonly number[]; readonly data: readonly string[] }
  >;
  readonly metadata: Record<string, string>;
}

/** What `test/oracles/safetensors-files.py` had the reference implementation write and refuse. */
export const oracle = JSON.parse(
  readFileSync(new URL("../../oracles/safetensors-files.json", import.meta.url), "utf8"),
) as {
  readonly files: Record<string, OracleFile>;
  readonly readOnly: Record<string, OracleFile>;
  readonly notRepresentable: Record<string, string>;
  readonly malformed: Record<string, string>;
};

const arrays: Readonly<Record<string, new (values: number[]) => NdArray["data"]>> = {
  float64: Float64Array,
  int32: Float64Array,
  uint32: Float64Array,
  int64: Float64Array,
  uint64: Float64Array,
  uint8: Uint8Array,
  bool: Uint8Array,
};

/** The tensors as this library's arrays: float32 where nothing else is needed to hold them. */
export function tensorsOf({ tensors }: OracleFile): Record<string, NdArray> {
  const entries = Object.entries(tensors).map(([name, { dtype, shape, data }]) => {
    const values = data.map(Number);
    return [name, { data: new (arrays[dtype] ?? Float32Array)(values), shape }] as const;
  });
  return Object.fromEntries(entries);
}

export function bytesOf(base64: string): Uint8Array {
  return new Uint8Array(Buffer.from(base64, "base64"));
}

/** A file with a header of any text, right or wrong. */
export function fileOf(header: string | object, data: ArrayLike<number> = [], length?: number): Uint8Array {
  const json = new TextEncoder().encode(typeof header === "string" ? header : JSON.stringify(header));
  const file = new Uint8Array(8 + json.length + data.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(length ?? json.length), true);
  file.set(json, 8);
  file.set(data, 8 + json.length);
  return file;
}

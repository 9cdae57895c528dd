import type { NdArrayData } from "../../array/index.js";
import { CheckpointError } from "../../errors/index.js";
import { float32FromBfloat16, float32FromFloat16 } from "./halfPrecision.js";
import { quote } from "./text.js";

/** How numbers of a type are read from bytes that are theirs alone. */
export interface Dtype {
  /** Bytes per number. */
  readonly width: number;
  /** @param name of the tensor, for messages */
  readonly read: (bytes: ArrayBuffer, name: string) => NdArrayData;
}

/** The types that can be read without loss, by the format's names. */
export const dtypes: ReadonlyMap<string, Dtype> = new Map<string, Dtype>([
  ["F64", { width: 8, read: (bytes) => new Float64Array(bytes) }],
  ["F32", { width: 4, read: (bytes) => new Float32Array(bytes) }],
  ["F16", { width: 2, read: (bytes) => float32FromFloat16(new Uint16Array(bytes)) }],
  ["BF16", { width: 2, read: (bytes) => float32FromBfloat16(new Uint16Array(bytes)) }],
  ["I64", { width: 8, read: (bytes, name) => safeIntegers(new BigInt64Array(bytes), name) }],
  ["U64", { width: 8, read: (bytes, name) => safeIntegers(new BigUint64Array(bytes), name) }],
  ["I32", { width: 4, read: (bytes) => new Float64Array(new Int32Array(bytes)) }],
  ["U32", { width: 4, read: (bytes) => new Float64Array(new Uint32Array(bytes)) }],
  ["I16", { width: 2, read: (bytes) => new Float32Array(new Int16Array(bytes)) }],
  ["U16", { width: 2, read: (bytes) => new Float32Array(new Uint16Array(bytes)) }],
  ["I8", { width: 1, read: (bytes) => new Float32Array(new Int8Array(bytes)) }],
  ["U8", { width: 1, read: (bytes) => new Uint8Array(bytes) }],
  ["BOOL", { width: 1, read: (bytes, name) => truthValues(new Uint8Array(bytes), name) }],
]);

function safeIntegers(values: BigInt64Array | BigUint64Array, name: string): Float64Array {
  return Float64Array.from(values as Iterable<bigint>, (value, i) => {
    const number = Number(value);
    if (Number.isSafeInteger(number)) return number;
    throw new CheckpointError(
      `Element ${i} of the tensor ${quote(name)} is ${value}, but integers beyond 2^53 cannot be read.`,
    );
  });
}

function truthValues(values: Uint8Array, name: string): Uint8Array {
  const bad = values.findIndex((value) => value > 1);
  if (bad < 0) return values;
  throw new CheckpointError(
    `Element ${bad} of the tensor ${quote(name)} is the byte ${values[bad]}, but a BOOL is 0 or 1.`,
  );
}

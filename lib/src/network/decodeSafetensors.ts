import { sizeOf, type NdArray } from "../array/index.js";
import { CheckpointError, InvalidArgumentError } from "../errors/index.js";
import { checkCoverage } from "./safetensors/checkCoverage.js";
import { dtypes } from "./safetensors/dtypes.js";
import { readHeader, type TensorEntry } from "./safetensors/readHeader.js";
import { quote, shapeText } from "./safetensors/text.js";

/** What a file in the safetensors format holds. */
export interface SafetensorsContent {
  readonly tensors: Record<string, NdArray>;
  /** The file's `__metadata__`, empty where it has none. */
  readonly metadata: Record<string, string>;
}

/**
 * Reads the bytes of a file in the safetensors format, as Python's `safetensors` writes them. F64 becomes a
 * `Float64Array`, F32 a `Float32Array`, U8 a `Uint8Array`. Without loss, BOOL becomes a `Uint8Array` of 0 and 1; F16,
 * BF16, I8, I16 and U16 a `Float32Array`; I32, U32 and, below 2^53, I64 and U64 a `Float64Array`.
 * The arrays are copies.
 *
 * @throws CheckpointError for bytes that are no such file, are damaged or hold another type of number; the message says
 * what is wrong and where
 * @throws InvalidArgumentError if it is given no bytes
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsContent {
  if (!ArrayBuffer.isView(bytes) || bytes[Symbol.toStringTag] !== "Uint8Array")
    throw new InvalidArgumentError("decodeSafetensors reads a Uint8Array: the bytes of a whole file.");
  const { entries, metadata, dataStart } = readHeader(bytes);
  const data = bytes.subarray(dataStart);
  checkCoverage(entries, data.length);
  const tensors = entries.map((entry) => [entry.name, tensorOf(entry, data)] as const);
  return { tensors: Object.fromEntries(tensors), metadata };
}

function tensorOf({ name, dtype, shape, begin, end }: TensorEntry, data: Uint8Array): NdArray {
  const type = dtypes.get(dtype);
  if (type === undefined) {
    throw new CheckpointError(
      `The tensor ${quote(name)} has the type ${quote(dtype)}, but only ${[...dtypes.keys()].join(", ")} can be read.`,
    );
  }
  const wanted = sizeOf(shape) * type.width;
  if (wanted !== end - begin) {
    throw new CheckpointError(
      `The tensor ${quote(name)} of shape ${shapeText(shape)} and type ${dtype} needs ${wanted} bytes, ` +
        `but its data_offsets [${begin}, ${end}] give it ${end - begin}.`,
    );
  }
  // A copy, since the data may begin where no number may.
  const own = new Uint8Array(end - begin);
  own.set(data.subarray(begin, end));
  return { data: type.read(own.buffer, name), shape };
}

import { sizeOf, type NdArray } from "../array/index.js";
import { InvalidArgumentError, ShapeError } from "../errors/index.js";
import { byCodePoint } from "./safetensors/byCodePoint.js";
import { isWellFormed, quote } from "./safetensors/text.js";
import { headerBytesAtMost, lengthBytes, metadataKey } from "./safetensors/layout.js";

/** Widest first, as the format wants it: so the values of every tensor lie on a multiple of their own size. */
const dtypesByWidth = ["F64", "F32", "U8"];
const dtypeOf: Readonly<Record<string, string>> = {
  Float64Array: "F64",
  Float32Array: "F32",
  Uint8Array: "U8",
};

interface Entry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/**
 * Writes named arrays in the safetensors format, which Python's `safetensors` reads: `Float64Array` as F64,
 * `Float32Array` as F32, `Uint8Array` as U8. The bytes are those that the reference implementation, version 0.8,
 * writes for the same tensors; metadata keep their order.
 * Source: https://huggingface.co/docs/safetensors
 *
 * @param metadata texts by name, for whoever reads the file; PyTorch's readers look for `format: "pt"`
 * @throws ShapeError if a shape does not fit its data
 * @throws InvalidArgumentError for the reserved name `__metadata__`, text with half a surrogate pair, metadata that are
 * no text, or a header of more than 100 MB
 */
export function encodeSafetensors(
  tensors: Readonly<Record<string, NdArray>>,
  metadata?: Readonly<Record<string, string>>,
): Uint8Array {
  const entries = Object.entries(tensors).map(([name, tensor]) => entryOf(name, tensor));
  entries.sort(
    (a, b) => dtypesByWidth.indexOf(a.dtype) - dtypesByWidth.indexOf(b.dtype) || byCodePoint(a.name, b.name),
  );
  const header = headerOf(entries, metadata);
  const dataLength = entries.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const file = new Uint8Array(lengthBytes + header.length + dataLength);
  new DataView(file.buffer).setUint32(0, header.length, true);
  file.set(header, lengthBytes);
  let offset = lengthBytes + header.length;
  for (const { bytes } of entries) {
    file.set(bytes, offset);
    offset += bytes.length;
  }
  return file;
}

function entryOf(name: string, { data, shape }: NdArray): Entry {
  if (name === metadataKey)
    throw new InvalidArgumentError(`No tensor can be called ${metadataKey}: the format keeps that name.`);
  requireWellFormed(name, "name of a tensor");
  // By name and not by class: arrays may come from another realm, such as a notebook's.
  const dtype = dtypeOf[(data as { readonly [Symbol.toStringTag]?: string })[Symbol.toStringTag] ?? ""];
  if (dtype === undefined) {
    throw new InvalidArgumentError(
      `The tensor ${quote(name)} must hold a Float32Array, a Float64Array or a Uint8Array.`,
    );
  }
  const whole = shape.every((length) => Number.isSafeInteger(length) && length >= 0);
  if (!whole || sizeOf(shape) !== data.length) {
    throw new ShapeError(
      `The tensor ${quote(name)} has shape [${shape.join(", ")}], which does not fit its ${data.length} elements.`,
    );
  }
  // The values lie in the machine's byte order, which on all that TensorFlow.js runs on is the format's: little-endian.
  return { name, dtype, shape, bytes: new Uint8Array(data.buffer, data.byteOffset, data.byteLength) };
}

/** JSON without spaces, in the order of the data, padded with spaces so that the data begin on a multiple of eight. */
function headerOf(entries: readonly Entry[], metadata?: Readonly<Record<string, string>>): Uint8Array {
  const members: string[] = [];
  if (metadata !== undefined) members.push(member(metadataKey, checkedMetadata(metadata)));
  let offset = 0;
  for (const { name, dtype, shape, bytes } of entries) {
    const data_offsets = [offset, (offset += bytes.length)];
    // A length of −0 is written as 0 by JSON.
    members.push(member(name, { dtype, shape, data_offsets }));
  }
  const json = new TextEncoder().encode(`{${members.join(",")}}`);
  const header = new Uint8Array(Math.ceil(json.length / lengthBytes) * lengthBytes).fill(0x20);
  header.set(json);
  if (header.length > headerBytesAtMost) {
    throw new InvalidArgumentError(
      `The names, shapes and metadata take ${header.length} bytes, but the format allows ${headerBytesAtMost}.`,
    );
  }
  return header;
}

function member(key: string, value: unknown): string {
  return `${JSON.stringify(key)}:${JSON.stringify(value)}`;
}

function checkedMetadata(metadata: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  for (const [key, value] of Object.entries<unknown>(metadata)) {
    requireWellFormed(key, "key of metadata");
    if (typeof value !== "string")
      throw new InvalidArgumentError(`The metadata ${quote(key)} must be a string, as the format wants it.`);
    requireWellFormed(value, `value of metadata ${quote(key)}`);
  }
  return metadata;
}

function requireWellFormed(text: string, what: string): void {
  if (!isWellFormed(text))
    throw new InvalidArgumentError(
      `The ${what} holds half of a surrogate pair, which no file can: ${quote(text)}.`,
    );
}

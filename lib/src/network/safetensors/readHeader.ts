import { CheckpointError } from "../../errors/index.js";
import { headerBytesAtMost, lengthBytes, metadataKey } from "./layout.js";
import { parseStrictJson } from "./parseStrictJson.js";
import { describe, isWellFormed, quote } from "./text.js";

/** What the header says of a tensor, each part checked on its own. Offsets count from the first byte after the header. */
export interface TensorEntry {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly begin: number;
  /** Exclusive. */
  readonly end: number;
}

export interface Header {
  readonly entries: readonly TensorEntry[];
  readonly metadata: Record<string, string>;
  /** Where the data begin in the file. */
  readonly dataStart: number;
}

/** @throws CheckpointError */
export function readHeader(file: Uint8Array): Header {
  const length = headerLength(file);
  const json = parseHeader(file, length);
  const { [metadataKey]: metadata, ...tensors } = json;
  const entries = Object.entries(tensors).map(([name, value]) => readEntry(name, value));
  return { entries, metadata: readMetadata(metadata), dataStart: lengthBytes + length };
}

function headerLength(file: Uint8Array): number {
  if (file.length < lengthBytes) {
    throw new CheckpointError(
      `A safetensors file begins with ${lengthBytes} bytes for the length of its header, but this one ends after ${file.length}.`,
    );
  }
  const view = new DataView(file.buffer, file.byteOffset, lengthBytes);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 2 ** 32;
  if (length > headerBytesAtMost) {
    throw new CheckpointError(
      `The first ${lengthBytes} bytes say that the header has ${length} bytes, but at most ${headerBytesAtMost} are allowed. ` +
        "This is no safetensors file, or it is damaged.",
    );
  }
  if (length > file.length - lengthBytes) {
    throw new CheckpointError(
      `The header should have ${length} bytes, but the file ends ${file.length - lengthBytes} bytes after its beginning.`,
    );
  }
  return length;
}

function parseHeader(file: Uint8Array, length: number): Record<string, unknown> {
  // A copy, since a decoder takes no shared memory.
  const bytes = new Uint8Array(length);
  bytes.set(file.subarray(lengthBytes, lengthBytes + length));
  if (bytes[0] !== "{".charCodeAt(0))
    throw new CheckpointError("The header is no JSON object: it must begin with {.");
  let json: unknown;
  try {
    json = parseStrictJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new CheckpointError(
      `The header is not valid JSON: ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    );
  }
  return json as Record<string, unknown>;
}

function readMetadata(metadata: unknown): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isRecord(metadata))
    throw new CheckpointError(`${metadataKey} must be an object of strings, but is ${describe(metadata)}.`);
  const entries = Object.entries(metadata).map(([key, value]) => {
    if (typeof value !== "string") {
      throw new CheckpointError(
        `${metadataKey} must hold strings only, but ${quote(key)} is ${describe(value)}.`,
      );
    }
    return [
      requireText(key, `a key of ${metadataKey}`),
      requireText(value, `${quote(key)} of ${metadataKey}`),
    ];
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

function readEntry(name: string, value: unknown): TensorEntry {
  requireText(name, "the name of a tensor");
  if (!isRecord(value)) {
    throw new CheckpointError(
      `The tensor ${quote(name)} must be an object with dtype, shape and data_offsets, but is ${describe(value)}.`,
    );
  }
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== "string")
    throw new CheckpointError(
      `The dtype of the tensor ${quote(name)} must be a string, but is ${describe(dtype)}.`,
    );
  const counts = readCounts(offsets, `The data_offsets of the tensor ${quote(name)}`);
  const [begin = 0, end = 0] = counts;
  if (counts.length !== 2 || begin > end) {
    throw new CheckpointError(
      `The data_offsets of the tensor ${quote(name)} must be two, the second not before the first.`,
    );
  }
  return { name, dtype, shape: readCounts(shape, `The shape of the tensor ${quote(name)}`), begin, end };
}

function readCounts(value: unknown, what: string): readonly number[] {
  if (!Array.isArray(value))
    throw new CheckpointError(
      `${what} must be an array of non-negative integers, but is ${describe(value)}.`,
    );
  const bad = value.findIndex((count) => !isCount(count));
  if (bad >= 0) {
    throw new CheckpointError(
      `${what} must hold non-negative integers below 2^53, but number ${bad} of it is ${describe(value[bad])}.`,
    );
  }
  return value as readonly number[];
}

function isCount(value: unknown): boolean {
  return Number.isSafeInteger(value) && (value as number) >= 0 && !Object.is(value, -0);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function requireText(text: string, what: string): string {
  if (!isWellFormed(text))
    throw new CheckpointError(`The header escapes half of a surrogate pair in ${what}: ${quote(text)}.`);
  return text;
}

import { ndarray, type NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";

const UNSIGNED_BYTE = 0x08;
const OTHER_TYPES: ReadonlyMap<number, string> = new Map([
  [0x09, "int8"],
  [0x0b, "int16"],
  [0x0c, "int32"],
  [0x0d, "float32"],
  [0x0e, "float64"],
]);

/**
 * Reads uncompressed IDX bytes: two zero bytes, the element type, the number of dimensions, one big-endian uint32 per
 * dimension, then the elements in C order. The array shares memory with the bytes.
 *
 * @param source what the bytes are called in an error message
 * @throws InvalidArgumentError if the header is not that of an IDX file of unsigned bytes, or the length does not fit it
 */
export function parseIdx(bytes: Uint8Array, source = "The IDX data"): NdArray<Uint8Array> {
  const fail = (what: string): never => {
    throw new InvalidArgumentError(`${source}: ${what}`);
  };
  if (bytes.length < 4) fail(`truncated: an IDX header has at least 4 bytes, but there are ${bytes.length}.`);
  const [zero, alsoZero, type, rank] = bytes as unknown as [number, number, number, number];
  if (zero !== 0 || alsoZero !== 0) {
    fail(`wrong magic number: IDX data starts with bytes 0 0, but these are ${zero} ${alsoZero}.`);
  }
  if (type !== UNSIGNED_BYTE) {
    const name = OTHER_TYPES.get(type);
    fail(
      name === undefined
        ? `unknown element type 0x${type.toString(16).padStart(2, "0")}.`
        : `elements of type ${name} are not supported; only uint8 (0x08) is.`,
    );
  }
  if (rank === 0) fail("it states no dimensions; at least one is needed.");
  const start = 4 + 4 * rank;
  if (bytes.length < start) {
    fail(`truncated: a header with ${rank} dimensions has ${start} bytes, but there are ${bytes.length}.`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const stated = `dimensions ${shape.join(" × ")}`;
  const size = shape.reduce((product, length) => product * length, 1);
  if (!Number.isSafeInteger(size)) fail(`its ${stated} are too large.`);
  const found = bytes.length - start;
  if (found < size) fail(`truncated: ${stated} need ${size} elements, but only ${found} follow.`);
  if (found > size) {
    fail(`${found - size} trailing bytes: ${stated} need ${size} elements, but ${found} follow.`);
  }
  // Not bytes.subarray: of Node's Buffer that would be a Buffer, whose slice() is no copy.
  return ndarray(new Uint8Array(bytes.buffer, bytes.byteOffset + start, size), shape);
}

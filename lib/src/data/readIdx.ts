import { readFile } from "node:fs/promises";
import type { NdArray } from "../array/index.js";
import { InvalidArgumentError } from "../errors/index.js";
import { gunzipIfNeeded } from "./gunzipIfNeeded.js";
import { parseIdx } from "./parseIdx.js";

/**
 * Reads an IDX file of unsigned bytes, the format of MNIST, gzip-compressed or plain.
 *
 * @param source a path, or the bytes of such a file
 * @returns the elements in the shape that the header states
 * @throws InvalidArgumentError if the file cannot be read, is damaged, or holds another element type
 */
export async function readIdx(source: string | Uint8Array): Promise<NdArray<Uint8Array>> {
  const name = typeof source === "string" ? source : "The IDX data";
  const bytes = typeof source === "string" ? await read(source) : source;
  return parseIdx(await gunzipIfNeeded(bytes, name), name);
}

async function read(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new InvalidArgumentError(`Cannot read the IDX file ${path}: ${reason}`, { cause });
  }
}

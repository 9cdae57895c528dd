import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { InvalidArgumentError } from "../errors/index.js";

const decompress = promisify(gunzip);

/**
 * The content of gzip-compressed bytes; bytes that do not start as gzip does are returned as they are.
 *
 * @param source what the bytes are called in an error message
 * @throws InvalidArgumentError if the compressed bytes are truncated or damaged
 */
export async function gunzipIfNeeded(bytes: Uint8Array, source: string): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await decompress(bytes);
  } catch (cause) {
    throw new InvalidArgumentError(`${source}: its gzip data is truncated or damaged.`, { cause });
  }
}

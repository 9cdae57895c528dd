import { gunzipIfNeeded } from "../gunzipIfNeeded.js";
import { sha256 } from "../download/sha256.js";
import type { SourceFile } from "./DataSource.js";

/**
 * The uncompressed content of a file if it is the one that is meant, whether it is as published, unpacked, or packed
 * again; else undefined.
 */
export async function verifiedContent(bytes: Uint8Array, file: SourceFile): Promise<Uint8Array | undefined> {
  if (sha256(bytes) === file.sha256) return gunzipIfNeeded(bytes, file.name);
  if (file.contentSha256 === undefined) return undefined;
  const content = await gunzipIfNeeded(bytes, file.name).catch(() => undefined);
  return content !== undefined && sha256(content) === file.contentSha256 ? content : undefined;
}

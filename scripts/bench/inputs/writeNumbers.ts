import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { NdArrayData } from "kl-to-vae/array";
import writeFileAtomic from "write-file-atomic";

/** Writes numbers to a file, in the machine's byte order. */
export async function writeNumbers(path: string, data: NdArrayData): Promise<void> {
  mkdirSync(dirname(path), { recursive: true });
  await writeFileAtomic(path, Buffer.from(data.buffer, data.byteOffset, data.byteLength));
}

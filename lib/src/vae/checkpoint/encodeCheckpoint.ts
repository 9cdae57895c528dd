import { encodeSafetensors } from "../../network/index.js";
import type { Checkpoint } from "./Checkpoint.js";
import { checkpointFormat, recordKey } from "./format.js";
import { recordText } from "./recordText.js";
import { blankSeal, sealKey, setSeal } from "./seal.js";

/**
 * A checkpoint as a safetensors file, which Python reads as any other. Its `__metadata__` begins with
 * `"kl-to-vae.checkpoint": "sha256 …, … bytes, format 1"` (the checksum over the whole file, with the 64 digits of the
 * checksum and the 16 of the size taken as zeros), followed by `"kl-to-vae.record"`, the record as JSON text, in which
 * "#NaN", "#Infinity", "#-Infinity" and "#-0" are numbers and text that begins with # has one # more.
 *
 * @throws InvalidArgumentError if the record is not plain JSON; the message says where
 * @throws whatever {@link encodeSafetensors} throws for names and arrays that such a file cannot hold
 */
export function encodeCheckpoint({ arrays, record }: Checkpoint): Uint8Array {
  const bytes = encodeSafetensors(arrays, {
    [sealKey]: blankSeal(checkpointFormat),
    [recordKey]: recordText(record),
  });
  setSeal(bytes);
  return bytes;
}

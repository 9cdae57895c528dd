import { CheckpointError } from "../../errors/index.js";
import { decodeSafetensors } from "../../network/index.js";
import type { Checkpoint } from "./Checkpoint.js";
import { checkpointFormat, recordKey } from "./format.js";
import { parseRecord } from "./recordText.js";
import { digestOf, readSeal, sealKey, smallestSealed, type Seal } from "./seal.js";

/**
 * The checkpoint that {@link encodeCheckpoint} turned into these bytes. Nothing is read from them before their checksum
 * is found to be right, so that one flipped bit or one missing byte anywhere is refused.
 *
 * @param name what messages call the checkpoint, as its path
 * @throws CheckpointError if the bytes are cut, damaged, of another version of the format, or no checkpoint at all
 */
export function decodeCheckpoint(bytes: Uint8Array, name = "The checkpoint"): Checkpoint {
  const decoded = decodeUnlessDamaged(bytes, name);
  if (decoded instanceof CheckpointError) throw decoded;
  return decoded;
}

/**
 * As {@link decodeCheckpoint}, but says by a returned error that the bytes are cut or damaged: there is nothing to be
 * had from them, while what is thrown is about a whole file, which somebody can read.
 *
 * @throws CheckpointError if the bytes are of another version of the format, or from elsewhere
 */
export function decodeUnlessDamaged(bytes: Uint8Array, name: string): Checkpoint | CheckpointError {
  const fault = faultOf(bytes);
  if (fault !== undefined) {
    const error = new CheckpointError(`${name} ${fault.text}.`);
    if (fault.isDamage) return error;
    throw error;
  }
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    return { arrays: tensors, record: parseRecord(metadata[recordKey] as string) };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CheckpointError(`${name} is whole, but cannot be read: ${reason}`, { cause });
  }
}

interface Fault {
  /** What a message says after the name of the file. */
  readonly text: string;
  /** Whether the file is cut or damaged; otherwise it is whole, but not what is read here. */
  readonly isDamage: boolean;
}

/** What is wrong with a file, undefined if it is whole and of the right format. */
function faultOf(bytes: Uint8Array): Fault | undefined {
  const seal = readSeal(bytes);
  if (seal === undefined) return faultWithoutSeal(bytes);
  const right = digestOf(bytes) === seal.digest;
  if (!right && seal.size > bytes.length) {
    return damage(`is cut: ${seal.size - bytes.length} of its ${seal.size} bytes are missing`);
  }
  const format = seal.format === checkpointFormat ? undefined : otherFormat(seal);
  if (!right || seal.size !== bytes.length)
    return damage(damaged + (format === undefined ? "" : `; it ${format}`));
  return format === undefined ? undefined : { text: format, isDamage: false };
}

function damage(text: string): Fault {
  return { text, isDamage: true };
}

const damaged = "is damaged: its checksum does not match";

function otherFormat({ format }: Seal): string {
  return (
    `is of format ${format}, but this version of kl-to-vae reads format ${checkpointFormat}: ` +
    `a version of kl-to-vae that reads format ${format} is needed`
  );
}

function faultWithoutSeal(bytes: Uint8Array): Fault {
  let metadata: Readonly<Record<string, string>>;
  try {
    ({ metadata } = decodeSafetensors(bytes));
  } catch (error) {
    const missing = smallestSealed - bytes.length;
    if (missing > 0) return damage(`is cut: of its header alone at least ${missing} bytes are missing`);
    const reason = error instanceof Error ? error.message : String(error);
    return damage(`is damaged, or no checkpoint of kl-to-vae: ${reason}`);
  }
  if (sealKey in metadata || recordKey in metadata) return damage(damaged);
  return {
    text: "is no checkpoint of kl-to-vae: it is a safetensors file from elsewhere, without checksum and record. Move it away",
    isDamage: false,
  };
}

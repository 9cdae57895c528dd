import { readFile } from "node:fs/promises";
import { CheckpointError } from "../../errors/index.js";
import { onDisk } from "../files/index.js";
import type { Checkpoint } from "./Checkpoint.js";
import { decodeUnlessDamaged } from "./decodeCheckpoint.js";

/**
 * Reads a checkpoint from a file.
 *
 * @throws CheckpointError, naming the file, if it cannot be read or is not a whole checkpoint
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  const read = await readUnlessDamaged(path);
  if (read instanceof CheckpointError) throw read;
  return read;
}

/**
 * As {@link readCheckpoint}, but says by a returned error that the file is cut or damaged.
 *
 * @throws CheckpointError if it cannot be read, or is a whole file that this version cannot read
 */
export async function readUnlessDamaged(path: string): Promise<Checkpoint | CheckpointError> {
  return decodeUnlessDamaged(await onDisk("read", path, () => readFile(path)), path);
}

import { readFile } from "node:fs/promises";
import type { Checkpoint } from "./Checkpoint.js";
import { decodeCheckpoint } from "./decodeCheckpoint.js";
import { onDisk } from "./onDisk.js";

/**
 * Reads a checkpoint from a file.
 *
 * @throws CheckpointError, naming the file, if it cannot be read or is not a whole checkpoint
 */
export async function readCheckpoint(path: string): Promise<Checkpoint> {
  return decodeCheckpoint(await onDisk("read", path, () => readFile(path)), path);
}

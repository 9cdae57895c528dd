import { open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { temporaryPath } from "./temporaryFile.js";

/**
 * Writes a file that is there whole or not at all, whatever happens: to a temporary one, to the disk, then renamed.
 *
 * The package write-file-atomic asks the system to write once and takes what it wrote for all there was: on a disk that
 * fills up it puts a cut file in place of a whole one and reports success.
 */
export async function writeAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const temporary = temporaryPath(path);
  try {
    const file = await open(temporary, "wx");
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, path);
  } catch (error) {
    // What went wrong first is what matters.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes the new name outlive a power failure, where the system can: Windows opens no folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

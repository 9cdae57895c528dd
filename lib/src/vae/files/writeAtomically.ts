import type { Stats } from "node:fs";
import { open, rename, rm, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { linkTarget } from "./linkTarget.js";
import { temporaryPath } from "./temporaryFile.js";

/**
 * Writes a file that is there whole or not at all, whatever happens: to a temporary one, to the disk, then renamed. A
 * link is written through, to the file that it names; a file that is replaced passes its permissions on; what is no
 * regular file (a folder, a pipe, a device) is never replaced.
 *
 * The package write-file-atomic asks the system to write once and takes what it wrote for all there was: on a disk that
 * fills up it puts a cut file in place of a whole one and reports success.
 *
 * @param confirm called once all is on the disk: if it throws, the file does not get its name
 * @throws the system's error
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  confirm?: () => Promise<void>,
): Promise<void> {
  const target = await linkTarget(resolve(path));
  const mode = await modeOf(target);
  const temporary = temporaryPath(target);
  try {
    await writeNew(temporary, bytes, mode);
    await confirm?.();
    await rename(temporary, target);
  } catch (error) {
    // What went wrong first is what matters.
    await rm(temporary, { force: true }).catch(() => undefined);
    throw error;
  }
  await syncFolder(dirname(target));
}

/** The permissions of the file that would be replaced; undefined if there is none. */
async function modeOf(path: string): Promise<number | undefined> {
  const entry = await entryOf(path);
  if (entry === undefined) return undefined;
  if (entry.isDirectory()) throw Object.assign(new Error("it is a folder"), { code: "EISDIR" });
  if (!entry.isFile()) throw new Error("it is no regular file, but a pipe, a device or the like");
  return entry.mode & 0o777;
}

async function entryOf(path: string): Promise<Stats | undefined> {
  return await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return undefined;
    throw error;
  });
}

async function writeNew(path: string, bytes: Uint8Array, mode: number | undefined): Promise<void> {
  const file = await open(path, "wx", mode);
  try {
    // Opening leaves out what the process's mask forbids. Where a file system has no permissions that is enough.
    if (mode !== undefined) await file.chmod(mode).catch(() => undefined);
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Makes the new name outlive a power failure, where the system can: Windows opens no folders. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, "r").catch(() => undefined);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}

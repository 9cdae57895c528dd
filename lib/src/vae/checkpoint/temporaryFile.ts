import { randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { onDisk } from "./onDisk.js";

/** Nobody writes a file for this long without touching it: it was left behind, whatever its name says. */
const abandonedAfterMs = 15 * 60_000;
const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, "-");
const pattern = /^checkpoint-[0-9]{8,16}\.safetensors\.([A-Za-z0-9-]*)\.([0-9]+)\.[0-9a-f]{8}\.tmp$/;

/** A path for the beginnings of a file, that belongs to this write alone and says which process it belongs to. */
export function temporaryPath(path: string): string {
  return `${path}.${host}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`;
}

/** Deletes what writers that were killed left in a folder; files of a writer that is alive, and all others, stay. */
export async function deleteLeftovers(folder: string): Promise<void> {
  for (const name of await onDisk("read", folder, () => readdir(folder))) {
    const match = pattern.exec(name);
    const path = join(folder, name);
    if (match !== null && (await isAbandoned(path, match[1] as string, Number(match[2])))) {
      await onDisk("delete", path, () => rm(path, { force: true }));
    }
  }
}

async function isAbandoned(path: string, owner: string, pid: number): Promise<boolean> {
  if (owner === host && !isAlive(pid)) return true;
  const modified = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - modified > abandonedAfterMs;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

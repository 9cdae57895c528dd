import { randomUUID } from "node:crypto";
import { readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isRunning } from "./isRunning.js";
import { onDisk } from "./onDisk.js";

/** Nobody writes a file for this long without touching it: it was left behind, whatever its name says. */
const abandonedAfterMs = 15 * 60_000;
/** Containers that share a folder may share a host's name without seeing each other's processes. */
const surelyIdleAfterMs = 60_000;
const host = hostname().replaceAll(/[^A-Za-z0-9-]/g, "-");
const pattern = /^(.+)\.([A-Za-z0-9-]*)\.([0-9]+)\.[0-9a-f]{8}\.tmp$/;

/** A path for the beginnings of a file, that belongs to this write alone and says which process it belongs to. */
export function temporaryPath(path: string): string {
  return `${path}.${host}.${process.pid}.${randomUUID().slice(0, 8)}.tmp`;
}

/**
 * Deletes what writers that were killed left in a folder; files of a writer that is alive, and all others, stay.
 *
 * @param isOurs whether a name is one of those whose beginnings are looked for
 */
export async function deleteLeftovers(folder: string, isOurs: (name: string) => boolean): Promise<void> {
  for (const name of await onDisk("read", folder, () => readdir(folder))) {
    const [, begun, owner, pid] = pattern.exec(name) ?? [];
    if (begun === undefined || !isOurs(begun)) continue;
    const path = join(folder, name);
    if (await isAbandoned(path, owner as string, Number(pid)))
      await onDisk("delete", path, () => rm(path, { force: true }));
  }
}

async function isAbandoned(path: string, owner: string, pid: number): Promise<boolean> {
  const modified = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  const idleMs = Date.now() - modified;
  const isDead = owner === host && !isRunning(pid);
  return idleMs > (isDead ? surelyIdleAfterMs : abandonedAfterMs);
}

import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, dirname, join } from "node:path";
import { isDiskFull, onDisk } from "./onDisk.js";

/** A part that nobody has written to for this long has no owner any more, whatever its name says. */
const ABANDONED_AFTER_MS = 15 * 60_000;
const HOST = hostname().replaceAll(/[^A-Za-z0-9-]/g, "-");

/**
 * Runs a download into a part file that belongs to this call alone, so that two processes never write to the same one.
 * What an earlier attempt left is taken over: `NAME.part` of one that ended in an orderly way, `NAME.HOST.PID.ID.part`
 * of one that was killed. Taking over is a rename, which succeeds for one process only. When the work fails, what it got
 * is left as `NAME.part` for the next attempt, except on a full disk.
 */
export async function withPartFile<Result>(
  destination: string,
  work: (part: string) => Promise<Result>,
): Promise<Result> {
  const part = `${destination}.${HOST}.${process.pid}.${randomUUID().slice(0, 8)}.part`;
  await takeOver(destination, part);
  try {
    const result = await work(part);
    for (const leftover of await abandonedParts(destination)) await rm(leftover, { force: true });
    return result;
  } catch (error) {
    const keep = !isDiskFull(error) && (await sizeOnDisk(part)) > 0;
    const tidied = keep ? rename(part, `${destination}.part`) : rm(part, { force: true });
    // What went wrong first is what matters.
    await tidied.catch(() => undefined);
    throw error;
  }
}

/** The size of a file in bytes, 0 if there is none. */
export async function sizeOnDisk(path: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch {
    return 0;
  }
}

async function takeOver(destination: string, part: string): Promise<void> {
  for (const abandoned of await abandonedParts(destination)) {
    try {
      await rename(abandoned, part);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") {
        await onDisk(abandoned, () => Promise.reject(error as Error));
      }
    }
  }
}

async function abandonedParts(destination: string): Promise<string[]> {
  const folder = dirname(destination);
  const prefix = `${basename(destination)}.`;
  const parts: string[] = [];
  for (const name of await onDisk(folder, () => readdir(folder))) {
    if (!name.startsWith(prefix) || !name.endsWith(".part")) continue;
    const path = join(folder, name);
    if (await isAbandoned(path, name.slice(prefix.length))) parts.push(path);
  }
  return parts;
}

async function isAbandoned(path: string, owner: string): Promise<boolean> {
  if (owner === "part") return true;
  const [host, pid] = owner.split(".");
  if (host === HOST && !isAlive(Number(pid))) return true;
  const modified = await stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  return Date.now() - modified > ABANDONED_AFTER_MS;
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

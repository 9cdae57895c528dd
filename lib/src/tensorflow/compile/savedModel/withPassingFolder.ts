import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const prefix = "kl-to-vae-graph-";

/**
 * Does synchronous work with an empty folder that is gone afterwards. Folders of processes that were killed in the
 * middle of it are removed on the way.
 */
export function withPassingFolder<T>(work: (folder: string) => T): T {
  removeOrphans();
  const folder = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`));
  try {
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function removeOrphans(): void {
  for (const name of readdirSync(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : NaN;
    if (Number.isNaN(owner) || owner === process.pid || isAlive(owner)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's, or another process was quicker.
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

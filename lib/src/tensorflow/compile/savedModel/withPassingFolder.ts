import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BackendError } from "../../../errors/index.js";

const prefix = "kl-to-vae-graph-";

/**
 * Does synchronous work with a folder that holds one file and is gone afterwards. Folders of processes that were killed
 * in the middle of it are removed on the way.
 *
 * @throws BackendError if it cannot be made or written to
 */
export function withPassingFolder<T>(file: string, bytes: Uint8Array, work: (folder: string) => T): T {
  removeOrphans();
  const folder = filing(() => mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`)));
  try {
    filing(() => writeFileSync(join(folder, file), bytes));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new BackendError(
      `The graph of this step passes to TensorFlow through the folder for temporary files ${tmpdir()}, which cannot be ` +
        `written to: ${(error as Error).message}. Name another one in the environment variable TMPDIR (TEMP on Windows).`,
      { cause: error },
    );
  }
}

function removeOrphans(): void {
  for (const name of namesIn(tmpdir())) {
    const owner = name.startsWith(prefix) ? Number.parseInt(name.slice(prefix.length), 10) : NaN;
    if (Number.isNaN(owner) || owner === process.pid || isAlive(owner)) continue;
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true });
    } catch {
      // Another user's, or another process was quicker.
    }
  }
}

/** A folder may be written to and yet not be listed. */
function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
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

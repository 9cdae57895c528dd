import { mkdir, readdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CheckpointError, InvalidArgumentError } from "../../errors/index.js";
import { requireCount } from "../checks/index.js";
import {
  codeOf,
  deleteLeftovers,
  kindOfEntry,
  onDisk,
  oneAfterAnother,
  writeAtomically,
} from "../files/index.js";
import type { Checkpoint } from "./Checkpoint.js";
import { encodeCheckpoint } from "./encodeCheckpoint.js";
import { fileName, metricsName, ownerName, stepsOf } from "./fileNames.js";
import { readUnlessDamaged } from "./readCheckpoint.js";

/** A checkpoint's file. */
export interface CheckpointFile {
  readonly path: string;
  /** The training steps after which it was written. */
  readonly steps: number;
}

/** A checkpoint that was read, and what had to be passed over. */
export interface FoundCheckpoint extends CheckpointFile {
  readonly checkpoint: Checkpoint;
  /** Why newer files were refused, newest first. */
  readonly refused: readonly CheckpointError[];
}

/** How checkpoints are kept in a folder. */
export interface CheckpointDirectoryOptions {
  /** How many checkpoints stay, at least 1. */
  readonly keep: number;
  /** Called before anything is written or deleted, and again before a file gets its name: throws if it must not be. */
  readonly confirm?: () => Promise<void>;
}

/**
 * The checkpoints of one run in a folder, `checkpoint-00001234.safetensors` after 1,234 steps. Other files in the folder
 * are never touched. Work on one folder within a process is done in the order in which it was asked for.
 */
export class CheckpointDirectory {
  /** The folder's absolute path. */
  readonly path: string;
  readonly #keep: number;
  readonly #confirm: () => Promise<void>;

  /** @throws InvalidArgumentError for an empty path, or a `keep` that is no positive integer */
  constructor(path: string, { keep, confirm = () => Promise.resolve() }: CheckpointDirectoryOptions) {
    if (typeof path !== "string" || path === "") {
      throw new InvalidArgumentError("The folder for checkpoints must be a path that is not empty.");
    }
    requireCount("keep", keep);
    this.path = resolve(path);
    this.#keep = keep;
    this.#confirm = confirm;
  }

  /**
   * Writes a checkpoint as it is now, and makes the folder if it is missing. It is on the disk, whole, when the promise
   * is fulfilled; a process that is killed before leaves the ones that were there. Then all but the last `keep` are
   * deleted.
   *
   * Those after more steps are deleted too, once the new one is safely there. They are of a future that is being
   * computed anew, since the run went on from an earlier checkpoint (the later ones were damaged) or its last steps were
   * undone. If they stayed, they would count as the newest: the run's own would be deleted in their favour, and the next
   * resumption would find them again.
   *
   * @returns the path of the file
   * @throws InvalidArgumentError if steps is no non-negative integer or the record is not plain JSON
   * @throws CheckpointError if the disk refuses; the older checkpoints are then still there
   */
  async write(steps: number, checkpoint: Checkpoint): Promise<string> {
    if (!Number.isSafeInteger(steps) || steps < 0) {
      throw new InvalidArgumentError(`steps is ${steps}, but must be a non-negative integer.`);
    }
    const bytes = encodeCheckpoint(checkpoint);
    return await oneAfterAnother(this.path, async () => {
      const path = join(this.path, fileName(steps));
      await onDisk("write", this.path, () => mkdir(this.path, { recursive: true }));
      await this.#confirm();
      await deleteLeftovers(this.path, isOurs);
      await onDisk("write", path, () => writeAtomically(path, bytes, this.#confirm), othersStay);
      await this.#deleteOthers(steps);
      return path;
    });
  }

  /**
   * The checkpoints' files, newest first; none if there is no folder. They may be damaged: only reading shows.
   *
   * @throws CheckpointError if the folder cannot be read
   */
  async list(): Promise<readonly CheckpointFile[]> {
    return await oneAfterAnother(this.path, async () => (await this.#files()) ?? []);
  }

  /**
   * The newest checkpoint that is whole. Only files that are cut or damaged are passed over. Where the system refuses to
   * read one, or it is whole but of another version, going on from an older one would lose what it holds.
   *
   * @throws CheckpointError if there is no folder, no checkpoint in it, or none that is whole (the message lists each),
   * or if a newer one than these cannot be read for another reason
   */
  async newest(): Promise<FoundCheckpoint> {
    return await oneAfterAnother(this.path, async () => {
      let found: FoundCheckpoint | undefined;
      while (found === undefined) found = await this.#firstWhole();
      return found;
    });
  }

  /** Undefined if another process deleted files between listing and reading: there is then a newer one. */
  async #firstWhole(): Promise<FoundCheckpoint | undefined> {
    const files = await this.#files();
    if (files === undefined) throw new CheckpointError(`There is no folder ${this.path} with checkpoints.`);
    if (files.length === 0) throw new CheckpointError(`There is no checkpoint in the folder ${this.path}.`);
    const refused: CheckpointError[] = [];
    for (const file of files) {
      try {
        const read = await readUnlessDamaged(file.path);
        if (!(read instanceof CheckpointError)) return { ...file, checkpoint: read, refused };
        refused.push(read);
      } catch (error) {
        if (codeOf(error) === "ENOENT") return undefined;
        throw error;
      }
    }
    const reasons = refused.map(({ message }) => `  ${message}`).join("\n");
    throw new CheckpointError(`No checkpoint in the folder ${this.path} is whole:\n${reasons}`);
  }

  async #deleteOthers(steps: number): Promise<void> {
    const files = (await this.#files()) ?? [];
    const future = files.filter((file) => file.steps > steps);
    const past = files.filter((file) => file.steps <= steps);
    for (const { path } of [...future, ...past.slice(this.#keep)]) {
      await onDisk("delete", path, () => rm(path, { force: true }));
    }
  }

  /** Undefined if there is no folder. */
  async #files(): Promise<CheckpointFile[] | undefined> {
    const names = await this.#names();
    if (names === undefined) return undefined;
    const files: CheckpointFile[] = [];
    for (const name of names) {
      const steps = stepsOf(name);
      const path = join(this.path, name);
      if (steps !== undefined && (await isFile(path))) files.push({ path, steps });
    }
    return files.sort((a, b) => b.steps - a.steps);
  }

  async #names(): Promise<readonly string[] | undefined> {
    try {
      return await onDisk("read", this.path, () => readdir(this.path));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }
}

/**
 * Whether it is a file: reading a folder fails, and reading a pipe may never end.
 *
 * @throws CheckpointError if the system does not say
 */
async function isFile(path: string): Promise<boolean> {
  return (await onDisk("read", path, () => kindOfEntry(path))) === "file";
}

/** Whether a file of this name is written into a folder of checkpoints by its training. */
function isOurs(name: string): boolean {
  return stepsOf(name) !== undefined || name === metricsName || name === ownerName;
}

const othersStay = "The checkpoints written before are still there.";

import { constants } from "node:fs";
import { mkdir, open, readFile, stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { CheckpointError } from "../../errors/index.js";
import { kindOfEntry, linkTarget, onDisk, writeAtomically, type EntryKind } from "../files/index.js";
import type { EpochRecord } from "../TrainerOptions.js";
import { logAgreement } from "./logAgreement.js";
import { logLine } from "./logLine.js";

/**
 * A file with one line of JSON for each finished epoch. A number that is not finite, which JSON has not, is written as
 * text: `"NaN"`, `"Infinity"` or `"-Infinity"`.
 *
 * Lines are added to the file that is there, which one may follow meanwhile (`tail -f`); only lines that are of epochs
 * computed anew, after a training went back to an earlier checkpoint, are taken out. A link is written through. A pipe,
 * a terminal or another device gets the epochs that end from now on.
 */
export class MetricsLog {
  /** The file's absolute path. */
  readonly path: string;
  #lines: string[] = [];

  constructor(path: string) {
    this.path = resolve(path);
  }

  /** @throws CheckpointError if there is such a file with something in it: nothing is overwritten */
  async requireNew(): Promise<void> {
    if (await this.isEmpty()) return;
    throw new CheckpointError(
      `The metrics log ${this.path} is there already, from another run: choose another file, or delete it.`,
    );
  }

  /** Whether there is nothing in it yet, as is always so with a pipe or device. */
  async isEmpty(): Promise<boolean> {
    if ((await this.#kind()) !== "file") return true;
    return (await onDisk("read", this.path, () => stat(this.path))).size === 0;
  }

  /** @throws CheckpointError if the log is of another training than that with these epochs */
  async requireAgreement(history: readonly EpochRecord[]): Promise<void> {
    if ((await this.#kind()) !== "file") return;
    if (!logAgreement(await this.#text(), history.map(logLine)).agrees) throw this.#foreign();
  }

  /**
   * Begins with the epochs there are.
   *
   * @param mayCut whether lines of later epochs are taken out, which are about to be computed anew
   * @throws CheckpointError if the log is of another training, or cannot be written
   */
  async begin(history: readonly EpochRecord[], { mayCut }: { readonly mayCut: boolean }): Promise<void> {
    this.#lines = history.map(logLine);
    if ((await this.#kind()) !== "stream") await this.#write(mayCut);
  }

  /** @throws CheckpointError if another training has written into the log, or it cannot be written */
  async add(record: EpochRecord): Promise<void> {
    const line = logLine(record);
    this.#lines.push(line);
    if ((await this.#kind()) === "stream") await this.#append(line, constants.O_NONBLOCK);
    else await this.#write(false);
  }

  /** Makes the file hold the lines, by as small a change as does it. */
  async #write(mayCut: boolean): Promise<void> {
    const text = this.#lines.join("");
    if ((await this.#kind()) === "nothing") return await this.#replace(text);
    const there = await this.#text();
    if (text.startsWith(there)) return await this.#append(text.slice(there.length));
    const { agrees, goesOn } = logAgreement(there, this.#lines);
    if (!agrees || (goesOn && !mayCut)) throw this.#foreign();
    await this.#replace(text);
  }

  async #text(): Promise<string> {
    return await onDisk("read", this.path, () => readFile(this.path, "utf8"), nothingLost);
  }

  /** @param flags more than those for appending: without waiting, a pipe that nobody reads is an error */
  async #append(text: string, flags = 0): Promise<void> {
    if (text === "") return;
    await onDisk(
      "write",
      this.path,
      async () => {
        const file = await open(this.path, constants.O_WRONLY | constants.O_APPEND | flags);
        await file.writeFile(text).finally(() => file.close());
      },
      nothingLost,
    );
  }

  async #replace(text: string): Promise<void> {
    await onDisk(
      "write",
      this.path,
      async () => {
        await mkdir(dirname(this.path), { recursive: true });
        await writeAtomically(this.path, Buffer.from(text));
      },
      nothingLost,
    );
  }

  /** @throws CheckpointError for what cannot be a log */
  async #kind(): Promise<EntryKind> {
    const kind = await onDisk("read", this.path, () => kindOfEntry(this.path), nothingLost);
    if (kind === "file") await onDisk("write", this.path, () => linkTarget(this.path), nothingLost);
    if (kind === "folder") {
      throw new CheckpointError(
        `The metrics log ${this.path} is a folder: name a file, such as ${join(this.path, "metrics.jsonl")}.`,
      );
    }
    if (kind !== "other") return kind;
    throw new CheckpointError(
      `The metrics log ${this.path} is neither a file nor a pipe: choose another name.`,
    );
  }

  #foreign(): CheckpointError {
    return new CheckpointError(
      `The metrics log ${this.path} is that of another training, since its epochs are others, and was left as it is. ` +
        `Move it away: a training begins a new one with all its epochs. ${nothingLost}`,
    );
  }
}

const nothingLost = "Nothing that was learned is lost: run the trainer again to go on.";

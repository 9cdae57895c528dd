import { randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { CheckpointError } from "../../errors/index.js";
import { codeOf, onDisk, oneAfterAnother, writeAtomically } from "../files/index.js";
import { ownerName, stepsOf } from "./fileNames.js";
import { describeOwner, isGone, newOwner, ownerText, parseOwner, type Owner } from "./Owner.js";

/**
 * A trainer's right to write in a folder of checkpoints. Two that write in one would delete and continue each other's
 * files, so a file in the folder names the one that may: the first to come to an empty folder, or the last that was
 * resumed from it. The file goes along where the folder is copied or moved.
 */
export class Ownership {
  readonly #folder: string;
  readonly #path: string;
  readonly #run = randomUUID();
  /** How the folder was when this training was resumed from it. */
  #seen: string | undefined;

  constructor(folder: string) {
    this.#folder = resolve(folder);
    this.#path = join(this.#folder, ownerName);
  }

  /** Remembers how the folder is: a training has just been resumed from it. */
  remember(): void {
    this.#seen = this.#look();
  }

  /**
   * Makes this the owner of a folder without checkpoints.
   *
   * @throws CheckpointError if another training, that may be running, has taken the folder
   */
  async claim(): Promise<void> {
    await oneAfterAnother(this.#folder, async () => {
      if (await this.#create()) return;
      const owner = await this.#owner();
      if (owner !== undefined && !isGone(owner)) throw this.#taken(owner);
      await this.#replace();
    });
  }

  /**
   * Makes this the owner of the folder that its training was resumed from.
   *
   * @throws CheckpointError if another trainer has gone on there since then
   */
  async takeOver(): Promise<void> {
    await oneAfterAnother(this.#folder, async () => {
      if (this.#look() !== this.#seen) throw this.#outdated();
      await this.#replace();
    });
  }

  /**
   * To be called before anything is written or deleted in the folder. Where the owner file is missing it is made anew.
   *
   * @throws CheckpointError if this is not the owner any more
   */
  async confirm(): Promise<void> {
    const owner = await this.#owner();
    if (owner === undefined) await this.#replace();
    else if (owner.run !== this.#run) throw this.#lost(owner);
  }

  /** The folder that this one is a copy of, if that is still there. */
  async original(): Promise<string | undefined> {
    const { folder } = (await this.#owner()) ?? {};
    if (folder === undefined || (await identityOf(join(folder, ownerName))) === undefined) return undefined;
    return (await identityOf(folder)) === (await identityOf(this.#folder)) ? undefined : folder;
  }

  /** Undefined if there is no owner file, or it is damaged. */
  async #owner(): Promise<Owner | undefined> {
    try {
      return parseOwner(await onDisk("read", this.#path, () => readFile(this.#path, "utf8")));
    } catch (error) {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    }
  }

  /** Whether there was no owner file, so that it could be made. */
  async #create(): Promise<boolean> {
    await onDisk("write", this.#folder, () => mkdir(this.#folder, { recursive: true }));
    try {
      await onDisk("write", this.#path, () => writeFile(this.#path, this.#text(), { flag: "wx" }));
      return true;
    } catch (error) {
      if (codeOf(error) === "EEXIST") return false;
      throw error;
    }
  }

  async #replace(): Promise<void> {
    await onDisk("write", this.#folder, () => mkdir(this.#folder, { recursive: true }));
    await onDisk("write", this.#path, () => writeAtomically(this.#path, Buffer.from(this.#text())));
  }

  #text(): string {
    return ownerText(newOwner(this.#run, this.#folder));
  }

  /** Changes when another training becomes the owner, and when the owner goes on. */
  #look(): string {
    try {
      const steps = readdirSync(this.#folder).flatMap((name) => stepsOf(name) ?? []);
      return `${Math.max(...steps)} ${textOf(this.#path)}`;
    } catch {
      return "no folder that can be read";
    }
  }

  #taken(owner: Owner): CheckpointError {
    return new CheckpointError(
      `The folder ${this.#folder} belongs to another training (${describeOwner(owner)}), which has written no ` +
        `checkpoint yet: choose another folder. If that training is gone, wait a minute, or delete ${this.#path}.`,
    );
  }

  #outdated(): CheckpointError {
    return new CheckpointError(
      `Since this training was resumed from the folder ${this.#folder}, another trainer has gone on there. Go on with ` +
        `that one, or resume again: await Trainer.resume(${JSON.stringify(this.#folder)}, data).`,
    );
  }

  #lost(owner: Owner): CheckpointError {
    return new CheckpointError(
      `The folder ${this.#folder} belongs to another trainer now (${describeOwner(owner)}), and nothing more was written ` +
        "or deleted there. Nothing that this one learned is lost: it is in its model. Go on with the other trainer, or " +
        "save this model, await model.save(path), and train it with a checkpoint.directory of its own.",
    );
  }
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

/** What is the same for two paths of one thing, also where a folder is mounted twice; undefined if there is nothing. */
async function identityOf(path: string): Promise<string | undefined> {
  return await stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => undefined,
  );
}

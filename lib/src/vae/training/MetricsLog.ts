import { appendFile, mkdir, stat } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { CheckpointError } from "../../errors/index.js";
import { writeAtomically } from "../checkpoint/index.js";
import type { EpochRecord } from "../TrainerOptions.js";

/** A file with one line of JSON for each finished epoch. */
export class MetricsLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = resolve(path);
  }

  /** @throws CheckpointError if there is such a file with something in it: nothing is overwritten */
  async requireNew(): Promise<void> {
    const size = await stat(this.#path).then(
      (file) => file.size,
      () => 0,
    );
    if (size === 0) return;
    throw new CheckpointError(
      `The metrics log ${this.#path} is there already, from another run: choose another file, or delete it.`,
    );
  }

  /** Begins with the epochs there are, in the place of whatever the file holds. */
  async begin(history: readonly EpochRecord[]): Promise<void> {
    await this.#explained(async () => {
      await mkdir(dirname(this.#path), { recursive: true });
      await writeAtomically(this.#path, Buffer.from(history.map(line).join("")));
    });
  }

  async add(record: EpochRecord): Promise<void> {
    await this.#explained(() => appendFile(this.#path, line(record)));
  }

  async #explained(write: () => Promise<void>): Promise<void> {
    try {
      await write();
    } catch (error) {
      throw new CheckpointError(
        `The metrics log ${this.#path} cannot be written (${(error as Error).message}): see that its folder can be ` +
          "written and has room. Nothing that was learned is lost; run the trainer again to go on.",
        { cause: error },
      );
    }
  }
}

function line(record: EpochRecord): string {
  return `${JSON.stringify(record)}\n`;
}

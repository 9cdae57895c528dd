import { dirname, join, resolve } from "node:path";
import { CheckpointError } from "../../errors/index.js";
import { CheckpointDirectory, metricsName, Ownership } from "../checkpoint/index.js";
import type { EpochRecord, ResolvedTrainerOptions } from "../TrainerOptions.js";
import { MetricsLog } from "./MetricsLog.js";
import { toCheckpoint, type TrainingSnapshot } from "./trainingCheckpoint.js";

/** What a training writes to disk: checkpoints and a metrics log, where they are asked for. */
export class RunFiles {
  readonly #directory: string | undefined;
  readonly #checkpoints: CheckpointDirectory | undefined;
  readonly #ownership: Ownership | undefined;
  readonly #log: MetricsLog | undefined;
  /** Whether the training was resumed from one of these checkpoints. */
  #resumed = false;
  /** Whether what is there belongs to this training. */
  #ours = false;
  #begun = false;
  #failed = false;

  constructor({ checkpoint, metricsLog }: ResolvedTrainerOptions) {
    if (checkpoint !== undefined) {
      const { directory, keep } = checkpoint;
      const ownership = new Ownership(directory);
      this.#directory = resolve(directory);
      this.#ownership = ownership;
      this.#checkpoints = new CheckpointDirectory(directory, { keep, confirm: () => ownership.confirm() });
    }
    const logPath = metricsLog ?? (checkpoint && join(checkpoint.directory, metricsName));
    this.#log = logPath === undefined ? undefined : new MetricsLog(logPath);
  }

  /** Whether the last attempt to write a checkpoint or a line of the log failed. */
  get failed(): boolean {
    return this.#failed;
  }

  /** The training goes on from one of these checkpoints. */
  own(): void {
    this.#resumed = true;
    this.#ownership?.remember();
  }

  /**
   * Makes ready to write.
   *
   * @param history the epochs that are finished already
   * @throws CheckpointError if there are files of another training, or they cannot be written
   */
  async begin(history: readonly EpochRecord[]): Promise<void> {
    if (this.#ours) await this.#ownership?.confirm();
    else if (this.#resumed) await this.#takeOver(history);
    else await this.#beginAnew();
    this.#ours = true;
    await this.#log?.begin(history, { mayCut: this.#resumed && !this.#begun });
    this.#begun = true;
  }

  /** @throws CheckpointError if the disk refuses, or another trainer has taken the folder over */
  async writeCheckpoint(snapshot: TrainingSnapshot): Promise<void> {
    const checkpoints = this.#checkpoints;
    if (checkpoints === undefined) return;
    await this.#noting(() => checkpoints.write(snapshot.state.steps, toCheckpoint(snapshot)));
  }

  /** @throws CheckpointError if the disk refuses, or the log or folder is another training's by now */
  async logEpoch(record: EpochRecord): Promise<void> {
    const log = this.#log;
    if (log === undefined) return;
    await this.#noting(async () => {
      await this.#ownership?.confirm();
      await log.add(record);
    });
  }

  async #noting(write: () => Promise<unknown>): Promise<void> {
    try {
      await write();
      this.#failed = false;
    } catch (error) {
      this.#failed = true;
      throw error;
    }
  }

  async #beginAnew(): Promise<void> {
    await this.#requireEmpty();
    await this.#log?.requireNew();
    await this.#ownership?.claim();
  }

  async #takeOver(history: readonly EpochRecord[]): Promise<void> {
    await this.#requireOwnLog();
    await this.#log?.requireAgreement(history);
    await this.#ownership?.takeOver();
  }

  /** A log outside the folder is not copied with it. */
  async #requireOwnLog(): Promise<void> {
    if (this.#log === undefined || dirname(this.#log.path) === this.#directory) return;
    const original = await this.#ownership?.original();
    if (original === undefined || (await this.#log.isEmpty())) return;
    throw new CheckpointError(
      `The metrics log ${this.#log.path} is that of the training in ${original}, of which ${this.#directory} is a ` +
        "copy: go on with that one, or move the log away, so that this one begins its own with all its epochs.",
    );
  }

  async #requireEmpty(): Promise<void> {
    const [newest] = (await this.#checkpoints?.list()) ?? [];
    if (newest === undefined) return;
    throw new CheckpointError(
      `The folder ${this.#directory} holds checkpoints of another training, the newest after step ${newest.steps}: go ` +
        `on with that one, await Trainer.resume(${JSON.stringify(this.#directory)}, data), or choose another folder.`,
    );
  }
}

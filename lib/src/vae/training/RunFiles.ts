import { join } from "node:path";
import { CheckpointError } from "../../errors/index.js";
import { CheckpointDirectory } from "../checkpoint/index.js";
import type { EpochRecord, ResolvedTrainerOptions } from "../TrainerOptions.js";
import { MetricsLog } from "./MetricsLog.js";
import { toCheckpoint, type TrainingSnapshot } from "./trainingCheckpoint.js";

/** What a training writes to disk: checkpoints and a metrics log, where they are asked for. */
export class RunFiles {
  readonly #checkpoints: CheckpointDirectory | undefined;
  readonly #directory: string | undefined;
  readonly #log: MetricsLog | undefined;
  /** Whether what is there belongs to this training. */
  #ours = false;

  constructor({ checkpoint, metricsLog }: ResolvedTrainerOptions) {
    this.#directory = checkpoint?.directory;
    this.#checkpoints = checkpoint && new CheckpointDirectory(checkpoint.directory, checkpoint);
    const logPath = metricsLog ?? (checkpoint && join(checkpoint.directory, "metrics.jsonl"));
    this.#log = logPath === undefined ? undefined : new MetricsLog(logPath);
  }

  /** The training goes on from one of these checkpoints. */
  own(): void {
    this.#ours = true;
  }

  /**
   * Makes ready to write.
   *
   * @param history the epochs that are finished already
   * @throws CheckpointError if there are files of another training, or they cannot be written
   */
  async begin(history: readonly EpochRecord[]): Promise<void> {
    if (!this.#ours) {
      await this.#requireEmpty();
      await this.#log?.requireNew();
    }
    this.#ours = true;
    await this.#log?.begin(history);
  }

  async writeCheckpoint(snapshot: TrainingSnapshot): Promise<void> {
    await this.#checkpoints?.write(snapshot.state.steps, toCheckpoint(snapshot));
  }

  async logEpoch(record: EpochRecord): Promise<void> {
    await this.#log?.add(record);
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

import { InvalidArgumentError } from "../errors/index.js";
import { requireOptions } from "./checks/index.js";
import { CheckpointDirectory } from "./checkpoint/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";
import type {
  EpochRecord,
  ResolvedTrainerOptions,
  ResumeOptions,
  RunOptions,
  TrainerOptions,
  TrainingData,
} from "./TrainerOptions.js";
import { fingerprintsOf, requireSameData } from "./training/fingerprintsOf.js";
import { requireObjective } from "./training/requireObjective.js";
import { requireRunOptions } from "./training/requireRunOptions.js";
import { resolveTrainerOptions } from "./training/resolveTrainerOptions.js";
import { Training } from "./training/Training.js";
import { inPyTorchLayout } from "./training/trainingCheckpoint.js";
import { restored } from "./training/restored.js";
import { warnOnConsole } from "./training/warnOnConsole.js";

/**
 * Trains a model with Adam. All that a run learned stays in the model and here, also when it is interrupted: the next
 * run takes up where it stopped, and ends with the same weights as if there had been no interruption. With checkpoints
 * this holds for a process that was killed as well: `Trainer.resume`.
 */
export class Trainer {
  readonly model: LatentVariableModel;
  readonly options: ResolvedTrainerOptions;
  readonly #training: Training;
  #running = false;
  #disposed = false;

  /**
   * @throws InvalidArgumentError for an option outside its values, or pixels outside what the likelihood is defined for
   * @throws ShapeError, NonFiniteError for images that do not fit the model
   */
  constructor(model: LatentVariableModel, data: TrainingData, options: TrainerOptions = {}) {
    const network = networkOf(model);
    this.model = model;
    const resolved = resolveTrainerOptions(options);
    this.options = { ...resolved, objective: requireObjective(network, resolved.objective) };
    this.#training = new Training(model, data, this.options);
  }

  /** Whether there are checkpoints in a folder: a program that may be killed begins or resumes, as this says. */
  static async canResume(directory: string): Promise<boolean> {
    return (await new CheckpointDirectory(directory, { keep: 1 }).list()).length > 0;
  }

  /**
   * Goes on with a training from the newest checkpoint that is whole. The model is made anew: it is `trainer.model`. On
   * the same kind of processor, library and number of threads the weights will be to the bit those of a training that
   * was never interrupted; a warning says so where these are others.
   *
   * @param directory the folder of its checkpoints, which may have been moved
   * @param data the same sets as then
   * @throws CheckpointError if there is no checkpoint that is whole, or the data are others
   */
  static async resume(directory: string, data: TrainingData, options: ResumeOptions = {}): Promise<Trainer> {
    const { onWarning = warnOnConsole } = requireOptions(options, ["onWarning"], "resume");
    const fingerprints = await fingerprintsOf(data);
    const { checkpoint, refused, path } = await new CheckpointDirectory(directory, { keep: 1 }).newest();
    for (const { message } of refused) onWarning(`${message} Going on from ${path}.`);
    const { snapshot, model } = restored(checkpoint, path);
    const { options: given, data: sets } = snapshot.record;
    requireSameData(sets, fingerprints, directory);
    try {
      await model.setWeights(inPyTorchLayout(snapshot.state.variables));
      const trainer = new Trainer(model, data, { ...given, checkpoint: { ...given.checkpoint, directory } });
      trainer.#training.resume(snapshot, fingerprints, onWarning);
      return trainer;
    } catch (error) {
      model.dispose();
      throw error;
    }
  }

  /** One record per finished epoch. */
  get history(): readonly EpochRecord[] {
    return [...this.#training.course.history];
  }

  /**
   * The epoch with the lowest validation loss so far (with `earlyStopping.minDelta` lower by more than that); undefined
   * without a validation set.
   */
  get best(): { readonly epoch: number; readonly validationLoss: number } | undefined {
    const { best } = this.#training.stopper;
    return best && { epoch: best.epoch, validationLoss: best.validationLoss };
  }

  /** Whether early stopping ended the training where it stands. */
  get stoppedEarly(): boolean {
    return this.#training.stoppedEarly;
  }

  /**
   * Trains for so many epochs more, or until there are so many.
   *
   * @throws the signal's reason, if it is aborted
   * @throws NonFiniteError if a loss or weight is no longer finite; the weights are then the last good ones
   * @throws BackendError if the backend cannot train this model
   * @throws CheckpointError if a checkpoint or the log cannot be written; nothing that was learned is lost
   * @throws InvalidArgumentError for bad options, or while another run of this trainer is under way
   */
  async run(options: RunOptions): Promise<void> {
    requireRunOptions(options);
    await this.#exclusively(() => this.#training.run(options));
  }

  /**
   * Gives the model the weights of the best epoch. A later run goes on from them.
   *
   * @throws InvalidArgumentError if there is no validation set or no epoch is finished
   */
  async restoreBest(): Promise<void> {
    await this.#exclusively(() => this.#training.restoreBest());
  }

  /** Gives the memory of the optimiser back. There are no more runs: one that is under way ends with an error. The model stays. */
  dispose(): void {
    this.#disposed = true;
    this.#training.dispose();
  }

  /** Does some work while no other is under way; the backend's memory for the data is given back in the end. */
  async #exclusively(work: () => Promise<void>): Promise<void> {
    if (this.#disposed) throw new InvalidArgumentError("The trainer has been disposed of: make another one.");
    if (this.#running)
      throw new InvalidArgumentError("This trainer is running already: await that run first.");
    this.#running = true;
    try {
      await work();
    } finally {
      this.#running = false;
      await networkOf(this.model).weights.gather();
    }
  }
}

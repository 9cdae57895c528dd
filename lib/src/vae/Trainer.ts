import { setImmediate } from "node:timers/promises";
import { InvalidArgumentError, NonFiniteError } from "../errors/index.js";
import { Rng } from "../random/index.js";
import { adam } from "../tensorflow/index.js";
import type { LatentVariableModel } from "./model/LatentVariableModel.js";
import { networkOf } from "./model/networkOf.js";
import { betaAfter } from "./objective/betaAfter.js";
import { exactLoss } from "./objective/exactLoss.js";
import type { EpochRecord, RunOptions, StepReport, TrainerOptions, TrainingData } from "./TrainerOptions.js";
import { evaluateExamples, type ExampleMeans } from "./training/evaluateExamples.js";
import { Epoch } from "./training/Epoch.js";
import { Examples } from "./training/Examples.js";
import { modelStep } from "./training/modelStep.js";
import { requireCount } from "./training/requireCount.js";
import { requireObjective } from "./training/requireObjective.js";
import { resolveTrainerOptions } from "./training/resolveTrainerOptions.js";
import { TrainingState } from "./training/TrainingState.js";

const millisecondsBetweenPauses = 10;

/**
 * Trains a model with Adam. All that a run learned stays in the model and here, also when it is interrupted: the next
 * run takes up where it stopped, and ends with the same weights as if there had been no interruption.
 */
export class Trainer {
  readonly options: Required<TrainerOptions>;
  readonly #model: LatentVariableModel;
  readonly #train: Examples;
  readonly #validation: Examples | undefined;
  readonly #test: Examples | undefined;
  readonly #order: Rng;
  readonly #draws: Rng;
  readonly #evaluation: Rng;
  readonly #history: EpochRecord[] = [];
  #state: TrainingState | undefined;
  #epoch: Epoch | undefined;
  #running = false;
  #paused = 0;

  /**
   * @throws InvalidArgumentError for an option outside its values, or pixels outside what the likelihood is defined for
   * @throws ShapeError, NonFiniteError for images that do not fit the model
   */
  constructor(model: LatentVariableModel, data: TrainingData, options: TrainerOptions = {}) {
    this.options = resolveTrainerOptions(options);
    this.#model = model;
    const network = networkOf(model);
    requireObjective(network, this.options.objective);
    const examples = (name: keyof TrainingData): Examples | undefined => {
      const set = data[name];
      return set && new Examples(set.images, network, this.options.binarize, `the ${name} set`);
    };
    this.#train = examples("train") as Examples;
    this.#validation = examples("validation");
    this.#test = examples("test");
    const rng = new Rng(this.options.seed);
    [this.#order, this.#draws, this.#evaluation] = [rng.split(), rng.split(), rng.split()];
  }

  /** One record per finished epoch. */
  get history(): readonly EpochRecord[] {
    return [...this.#history];
  }

  /**
   * Trains for so many epochs more.
   *
   * @throws the signal's reason, if it is aborted
   * @throws NonFiniteError if a loss or weight is no longer finite; the weights are then the last good ones
   * @throws BackendError if the backend cannot train this model
   * @throws InvalidArgumentError for bad options, or while another run of this trainer is under way
   */
  async run(options: RunOptions): Promise<void> {
    requireCount("epochs", options.epochs);
    if (this.#running)
      throw new InvalidArgumentError("This trainer is running already: await that run first.");
    this.#running = true;
    const state = (this.#state ??= this.#start());
    try {
      await state.approve();
      for (let i = 0; i < options.epochs; i++) await this.#runEpoch(state, options);
    } catch (error) {
      if (error instanceof NonFiniteError) await this.#rollBack(state);
      throw error;
    } finally {
      this.#running = false;
      await networkOf(this.#model).weights.gather();
    }
  }

  /** Gives the memory of the optimiser back. The model stays; a later run starts Adam anew. */
  dispose(): void {
    this.#state?.dispose();
    this.#state = undefined;
  }

  async #runEpoch(state: TrainingState, { signal, onEpoch, onStep }: RunOptions): Promise<void> {
    const epoch = (this.#epoch ??= new Epoch(this.#train.count, this.options.batchSize, this.#order));
    while (!epoch.done) {
      signal?.throwIfAborted();
      await this.#takeStep(state, epoch);
      await onStep?.(this.#report(epoch));
      await this.#pause();
    }
    await state.approve();
    const record = await this.#record(state, epoch);
    this.#history.push(record);
    this.#epoch = undefined;
    await onEpoch?.(record);
  }

  /** Lets timers and interrupts in, as a promise alone would not; at every step that would cost a percent of it. */
  async #pause(): Promise<void> {
    if (performance.now() - this.#paused < millisecondsBetweenPauses) return;
    await setImmediate();
    this.#paused = performance.now();
  }

  #start(): TrainingState {
    const { objective, learningRate } = this.options;
    const task = { objective, dynamic: this.#train.dynamic };
    const optimizer = adam({ learningRate });
    return new TrainingState(modelStep(networkOf(this.#model), task, { optimizer, rng: this.#draws }));
  }

  async #takeStep(state: TrainingState, epoch: Epoch): Promise<void> {
    const start = performance.now();
    const { positions } = epoch;
    const n = positions.length;
    const data = this.#train.batch(positions);
    const { objective } = this.options;
    const beta = betaAfter(objective, this.#history.length + epoch.step / epoch.stepCount);
    const losses = await state.step({ x: { data, shape: [n, data.length / n] }, beta });
    epoch.ledger.add(n, { ...losses, loss: exactLoss(objective, beta, losses) });
    epoch.finishStep((performance.now() - start) / 1000);
  }

  #report({ step, stepCount, ledger }: Epoch): StepReport {
    const { loss } = ledger.means();
    return { epoch: this.#history.length + 1, step, stepsPerEpoch: stepCount, loss };
  }

  async #record(state: TrainingState, { ledger, seconds }: Epoch): Promise<EpochRecord> {
    const validation = await this.#evaluate(this.#validation);
    const test = await this.#evaluate(this.#test);
    const { loss, reconstruction, kl } = ledger.means();
    return {
      epoch: this.#history.length + 1,
      trainLoss: loss,
      ...(validation && { validationLoss: validation.loss }),
      ...(test && { testLoss: test.loss, testReconstruction: test.reconstruction, testKl: test.kl }),
      reconstruction,
      kl,
      steps: state.steps,
      seconds,
    };
  }

  async #evaluate(examples: Examples | undefined): Promise<ExampleMeans | undefined> {
    const { objective } = this.options;
    return (
      examples && evaluateExamples(networkOf(this.#model), objective, examples, this.#evaluation.split())
    );
  }

  /** The epoch that went wrong is given up: the next run begins a new one. */
  async #rollBack(state: TrainingState): Promise<void> {
    this.#epoch = undefined;
    await state.rollBack();
  }
}

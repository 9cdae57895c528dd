import { CheckpointError, InvalidArgumentError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import { adam, type StepState } from "../../tensorflow/index.js";
import type { LatentVariableModel } from "../model/LatentVariableModel.js";
import { networkOf } from "../model/networkOf.js";
import type { EpochRecord, ResolvedTrainerOptions, RunOptions, TrainingData } from "../TrainerOptions.js";
import type { Best } from "./Best.js";
import { Course } from "./Course.js";
import { drawPixels } from "./drawPixels.js";
import { differences, environmentOf, type Environment } from "./environment.js";
import type { Epoch } from "./Epoch.js";
import { evaluateExamples, type ExampleMeans } from "./evaluateExamples.js";
import type { Examples } from "./Examples.js";
import { exampleSets, type ExampleSets } from "./ExampleSets.js";
import { feedOf, type Feed, type FeedInputs } from "./Feed.js";
import { fingerprintsOf } from "./fingerprintsOf.js";
import { modelStep } from "./modelStep.js";
import { requireTrainable } from "./requireTrainable.js";
import { RunFiles } from "./RunFiles.js";
import { StepLoop } from "./StepLoop.js";
import type { StepTask } from "./StepTask.js";
import type { TrainingSnapshot } from "./trainingCheckpoint.js";
import type { TrainingRecord } from "./TrainingRecord.js";
import { TrainingState } from "./TrainingState.js";

/** What a training is resumed from, and who is told what is to be known. */
interface Resumed {
  readonly snapshot: TrainingSnapshot;
  readonly onWarning: (message: string) => void;
}

/** The work of a trainer, for calls that come one after the other. */
export class Training {
  readonly course: Course;
  readonly #model: LatentVariableModel;
  readonly #options: ResolvedTrainerOptions;
  readonly #data: TrainingData;
  readonly #sets: ExampleSets;
  readonly #draws: Rng;
  readonly #feed: Feed;
  readonly #loop: StepLoop;
  readonly #files: RunFiles;
  /** Undefined once the training has begun, or if it is a new one. */
  #resumed: Resumed | undefined;
  #state: TrainingState | undefined;
  #best: Best | undefined;
  #environment: Environment = {};
  #fingerprints: Record<string, string> | undefined;

  /** @throws InvalidArgumentError, ShapeError, NonFiniteError for data that do not fit the model and the options */
  constructor(model: LatentVariableModel, data: TrainingData, options: ResolvedTrainerOptions) {
    const { earlyStopping, objective, binarize, batchSize, seed } = options;
    this.#model = model;
    this.#options = options;
    this.#sets = exampleSets(data, networkOf(model), binarize);
    this.#data = { ...data };
    if (earlyStopping !== undefined && this.#sets.validation === undefined) {
      throw new InvalidArgumentError(
        "earlyStopping looks at the validation loss: pass a validation set, { train, validation }.",
      );
    }
    const rng = new Rng(seed);
    const [order, draws, evaluation] = [rng.split(), rng.split(), rng.split()];
    this.#draws = draws;
    this.course = new Course(this.#sets.train.count, batchSize, order, evaluation);
    this.#feed = feedOf(this.#sets.train);
    this.#loop = new StepLoop(this.#feed, objective);
    this.#files = new RunFiles(options);
  }

  get best(): Best | undefined {
    return this.#best;
  }

  /** Before the training begins: goes to where a snapshot was taken. The model must have its weights. */
  resume(snapshot: TrainingSnapshot, onWarning: (message: string) => void): void {
    this.course.state = snapshot.record.course;
    this.#best = snapshot.best;
    this.#resumed = { snapshot, onWarning };
    this.#files.own();
  }

  async run(options: RunOptions): Promise<void> {
    const state = await this.#begin();
    try {
      await this.#runEpochs(state, options);
    } catch (error) {
      await this.#leave(state, error);
      throw error;
    }
  }

  async restoreBest(): Promise<void> {
    if (this.#best === undefined) {
      throw new InvalidArgumentError(
        "There is no best epoch: train with a validation set, for one epoch at least.",
      );
    }
    const state = await this.#begin();
    await state.replaceWeights(this.#best.weights);
    await this.#write(state);
  }

  /** Gives the backend's memory for the data back, until the next run. */
  rest(): void {
    this.#feed.close();
  }

  dispose(): void {
    this.rest();
    this.#state?.dispose();
    this.#state = undefined;
  }

  /** The state of the training, which the first call starts. */
  async #begin(): Promise<TrainingState> {
    const environment = environmentOf(await requireTrainable(networkOf(this.#model)));
    await this.#files.begin(this.course.history);
    if (this.#state === undefined) {
      const step = modelStep(networkOf(this.#model), this.#task(), {
        optimizer: adam({ learningRate: this.#options.learningRate }),
        rng: this.#draws,
      });
      this.#state = await TrainingState.begin(step, this.#resumed?.snapshot.state);
    }
    if (this.#resumed !== undefined) this.#warnOfDifferences(this.#resumed, environment);
    const isNew = this.#resumed === undefined && this.#state.steps === 0;
    this.#resumed = undefined;
    this.#environment = environment;
    await this.#state.approve();
    if (isNew) await this.#write(this.#state);
    return this.#state;
  }

  #warnOfDifferences({ snapshot, onWarning }: Resumed, now: Environment): void {
    const found = differences(snapshot.record.environment, now);
    if (found.length === 0) return;
    onWarning(
      `The training goes on, but not to the same bits as without the interruption (${found.join("; ")}).`,
    );
  }

  #task(): StepTask<FeedInputs> {
    const { dynamic } = this.#sets.train;
    return {
      objective: this.#options.objective,
      batch: (inputs, random) => {
        const { x, beta } = this.#feed.batch(inputs);
        return { x: dynamic ? drawPixels(x, random) : x, beta };
      },
    };
  }

  async #runEpochs(state: TrainingState, options: RunOptions): Promise<void> {
    // A training may have been killed between its last epoch and the end of its run.
    if (await this.#stopEarly(state)) return;
    for (let i = 0; i < options.epochs; i++) {
      options.signal?.throwIfAborted();
      const record = await this.#runEpoch(state, options);
      await options.onEpoch?.(record);
      if (await this.#stopEarly(state)) return;
    }
  }

  async #runEpoch(state: TrainingState, { signal, onStep }: RunOptions): Promise<EpochRecord> {
    const course = this.course;
    const everySteps = this.#options.checkpoint?.everySteps ?? Infinity;
    const epoch = course.currentEpoch();
    await this.#loop.finish(epoch, state, {
      signal,
      onStep,
      finished: course.history.length,
      stepsToPause: () => everySteps - (state.steps % everySteps),
      pause: async () => {
        if (state.steps % everySteps === 0) await this.#write(state);
      },
    });
    await state.approve();
    const record = await this.#record(state, epoch);
    course.finishEpoch(record);
    this.#noteBest(record, state);
    await this.#write(state);
    await this.#files.logEpoch(record);
    return record;
  }

  async #record(state: TrainingState, { ledger, seconds }: Epoch): Promise<EpochRecord> {
    const validation = await this.#evaluate(this.#sets.validation);
    const test = await this.#evaluate(this.#sets.test);
    const { loss, reconstruction, kl } = ledger.means();
    return {
      epoch: this.course.history.length + 1,
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
    const { objective } = this.#options;
    return (
      examples && evaluateExamples(networkOf(this.#model), objective, examples, this.course.evaluationRng())
    );
  }

  #noteBest({ epoch, validationLoss }: EpochRecord, state: TrainingState): void {
    if (validationLoss === undefined) return;
    const { minDelta = 0 } = this.#options.earlyStopping ?? {};
    const isBetter = validationLoss < (this.#best?.validationLoss ?? Infinity) - minDelta;
    if (isBetter) this.#best = { epoch, validationLoss, weights: state.good.variables };
  }

  /** Ends the run with the best weights, if the validation loss has not fallen for long enough. */
  async #stopEarly(state: TrainingState): Promise<boolean> {
    const course = this.course;
    const { patience = Infinity } = this.#options.earlyStopping ?? {};
    const waited = course.history.length - Math.max(this.#best?.epoch ?? 0, course.stoppedAfter);
    if (waited < patience || course.epoch !== undefined) return false;
    course.stoppedAfter = course.history.length;
    if (this.#best !== undefined) await state.replaceWeights(this.#best.weights);
    await this.#write(state);
    return true;
  }

  /** After a failure the training can be resumed from where it stands. */
  async #leave(state: TrainingState, error: unknown): Promise<void> {
    try {
      // What the disk refused it would refuse again.
      if (state.wentWrong || error instanceof CheckpointError) return;
      await state.approve();
      await this.#write(state);
    } finally {
      // An epoch that went wrong is given up: the next run begins a new one.
      if (state.wentWrong) this.course.epoch = undefined;
    }
  }

  async #write(state: TrainingState): Promise<void> {
    if (this.#options.checkpoint === undefined) return;
    if (state.good.steps !== state.steps) await state.approve();
    await this.#files.writeCheckpoint(this.#snapshot(state.good));
  }

  #snapshot(state: StepState): TrainingSnapshot {
    const best = this.#best;
    const kind = networkOf(this.#model).variational ? "VariationalAutoencoder" : "Autoencoder";
    const record: TrainingRecord = {
      model: { kind, options: this.#model.options },
      options: this.#options,
      data: (this.#fingerprints ??= fingerprintsOf(this.#data)),
      environment: this.#environment,
      step: { steps: state.steps, rng: state.rng },
      course: this.course.state,
      best: best === undefined ? null : { epoch: best.epoch, validationLoss: best.validationLoss },
    };
    return { record, state, best };
  }
}

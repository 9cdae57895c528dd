import { InvalidArgumentError } from "../../errors/index.js";
import { Rng } from "../../random/index.js";
import { adam, ensureBackend, type BackendDescription, type StepState } from "../../tensorflow/index.js";
import type { LatentVariableModel } from "../model/LatentVariableModel.js";
import { networkOf } from "../model/networkOf.js";
import type { EpochRecord, ResolvedTrainerOptions, RunOptions, TrainingData } from "../TrainerOptions.js";
import { Course } from "./Course.js";
import { drawPixels } from "./drawPixels.js";
import { EarlyStopper } from "./EarlyStopper.js";
import { differences, environmentOf } from "./environment.js";
import type { Epoch } from "./Epoch.js";
import { evaluateExamples, type ExampleMeans } from "./evaluateExamples.js";
import { exampleSets, type ExampleSets } from "./ExampleSets.js";
import { feedOf, type Feed, type FeedInputs } from "./Feed.js";
import { fingerprintsOf } from "./fingerprintsOf.js";
import { GuardedStep } from "./GuardedStep.js";
import { modelStep } from "./modelStep.js";
import { requireFiniteMeans } from "./requireFiniteMeans.js";
import { requireTrainable } from "./requireTrainable.js";
import { RunFiles } from "./RunFiles.js";
import { sameArrays } from "./sameArrays.js";
import { StepLoop } from "./StepLoop.js";
import type { StepTask } from "./StepTask.js";
import type { TrainingSnapshot } from "./trainingCheckpoint.js";
import { warnOnConsole } from "./warnOnConsole.js";

/** What a training is resumed from. */
interface Resumed {
  readonly snapshot: TrainingSnapshot;
  readonly onWarning: (message: string) => void;
}

/** What takes steps, once a backend is known. */
interface Machine {
  readonly feed: Feed;
  readonly step: GuardedStep;
  readonly loop: StepLoop;
}

/** The work of a trainer, for calls that come one after the other. */
export class Training {
  readonly course: Course;
  readonly stopper: EarlyStopper;
  readonly #model: LatentVariableModel;
  readonly #options: ResolvedTrainerOptions;
  readonly #data: TrainingData;
  readonly #sets: ExampleSets;
  readonly #draws: Rng;
  readonly #files: RunFiles;
  /** Undefined once the training has begun, or if it is a new one. */
  #resumed: Resumed | undefined;
  #machine: Machine | undefined;
  #fingerprints: Record<string, string> | undefined;
  #disposed = false;

  /** @throws InvalidArgumentError, ShapeError, NonFiniteError for data that do not fit the model and the options */
  constructor(model: LatentVariableModel, data: TrainingData, options: ResolvedTrainerOptions) {
    const { earlyStopping, binarize, batchSize, seed } = options;
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
    const [order, draws, test, validation] = [rng.split(), rng.split(), rng.split(), rng.split()];
    this.#draws = draws;
    this.course = new Course(this.#sets.train.count, batchSize, { order, validation, test });
    this.stopper = new EarlyStopper(earlyStopping);
    this.#files = new RunFiles(options);
  }

  /**
   * Before the training begins: goes to where a snapshot was taken. The model must have its weights.
   *
   * @param fingerprints of the data
   */
  resume(
    snapshot: TrainingSnapshot,
    fingerprints: Record<string, string>,
    onWarning: (message: string) => void,
  ): void {
    const { course, stoppedAfter } = snapshot.record;
    this.course.state = course;
    this.stopper.state = { best: snapshot.best, stoppedAfter };
    this.#fingerprints = fingerprints;
    this.#resumed = { snapshot, onWarning };
    this.#files.own();
  }

  /** Whether early stopping ended the training where it stands. */
  get stoppedEarly(): boolean {
    const { history, isWithinEpoch } = this.course;
    return history.length > 0 && history.length === this.stopper.stoppedAfter && !isWithinEpoch;
  }

  async run(options: RunOptions): Promise<void> {
    const epochs = this.#epochsOf(options);
    if (epochs === 0) return;
    const machine = await this.#begin();
    try {
      for (let i = 0; i < epochs; i++) {
        if (await this.#runEpoch(machine, options)) return;
      }
    } catch (error) {
      await this.#leave(machine, options);
      if (this.#disposed) throw disposedError(error);
      throw error;
    } finally {
      this.#rest();
    }
  }

  async restoreBest(): Promise<void> {
    const { best } = this.stopper;
    if (best === undefined) {
      throw new InvalidArgumentError(
        "There is no best epoch: train with a validation set, for one epoch at least.",
      );
    }
    const { step } = await this.#begin();
    await step.replaceWeights(best.weights);
    await this.#write(step);
    this.#rest();
  }

  dispose(): void {
    this.#disposed = true;
    this.#machine?.feed.close();
    this.#machine?.step.dispose();
    this.#machine = undefined;
  }

  #epochsOf({ epochs, untilEpoch }: RunOptions): number {
    if (untilEpoch === undefined) return epochs as number;
    return this.stoppedEarly ? 0 : Math.max(0, untilEpoch - this.course.history.length);
  }

  /** What takes steps, which the first call makes. */
  async #begin(): Promise<Machine> {
    const backend = await requireTrainable(networkOf(this.#model));
    if (this.#options.checkpoint !== undefined) this.#fingerprints ??= await fingerprintsOf(this.#data);
    await this.#files.begin(this.course.history);
    const machine = this.#machine ?? (await this.#build(backend));
    if (this.#disposed) {
      machine.step.dispose();
      throw disposedError();
    }
    this.#machine = machine;
    const { step } = machine;
    const known = this.#resumed?.snapshot.state ?? step.good;
    const isNew = this.#resumed === undefined && step.steps === 0;
    this.#warnOfDifferences(backend);
    this.#resumed = undefined;
    await step.approve();
    if (isNew || !sameArrays(known.variables, step.good.variables)) await this.#write(step);
    return machine;
  }

  async #build(backend: BackendDescription): Promise<Machine> {
    const { learningRate, objective } = this.#options;
    const feed = feedOf(this.#sets.train, backend);
    const step = modelStep(networkOf(this.#model), this.#task(feed), {
      optimizer: adam({ learningRate }),
      rng: this.#draws,
    });
    try {
      const guarded = await GuardedStep.begin(step, this.#resumed?.snapshot.state);
      return { feed, step: guarded, loop: new StepLoop(feed, objective) };
    } catch (error) {
      step.dispose();
      throw error;
    }
  }

  #task(feed: Feed): StepTask<FeedInputs> {
    const { dynamic } = this.#sets.train;
    return {
      objective: this.#options.objective,
      batch: (inputs, random) => {
        const { x, beta } = feed.batch(inputs);
        return { x: dynamic ? drawPixels(x, random) : x, beta };
      },
    };
  }

  #warnOfDifferences(backend: BackendDescription): void {
    if (this.#resumed === undefined) return;
    const { snapshot, onWarning } = this.#resumed;
    const found = differences(snapshot.record.environment, environmentOf(backend));
    if (found.length === 0) return;
    onWarning(
      `The training goes on, but not to the same bits as without the interruption (${found.join("; ")}).`,
    );
  }

  /** Finishes the epoch under way, or the next one. Gives whether early stopping ends the run. */
  async #runEpoch({ step, loop }: Machine, options: RunOptions): Promise<boolean> {
    const { course } = this;
    const { everySteps = Infinity } = this.#options.checkpoint ?? {};
    const epoch = course.currentEpoch();
    options.signal?.throwIfAborted();
    await loop.finish(epoch, step, {
      ...options,
      finished: course.history.length,
      stepsToPause: () => everySteps - (step.steps % everySteps),
      pause: async () => {
        if (step.steps % everySteps === 0) await this.#write(step);
      },
    });
    await step.approve();
    const record = await this.#record(step, epoch, options.signal);
    course.finishEpoch(record);
    const isOver = this.stopper.note(record, step.good.variables);
    await this.#files.logEpoch(record);
    try {
      await options.onEpoch?.(record);
    } finally {
      if (isOver && this.stopper.best !== undefined) await step.replaceWeights(this.stopper.best.weights);
    }
    await this.#write(step);
    return isOver;
  }

  async #record(
    step: GuardedStep,
    { ledger, seconds }: Epoch,
    signal: AbortSignal | undefined,
  ): Promise<EpochRecord> {
    const validation = await this.#evaluate("validation", signal);
    const test = await this.#evaluate("test", signal);
    const { loss, reconstruction, kl } = ledger.means();
    return {
      epoch: this.course.history.length + 1,
      trainLoss: loss,
      ...(validation && {
        validationLoss: validation.loss,
        validationReconstruction: validation.reconstruction,
        validationKl: validation.kl,
      }),
      ...(test && { testLoss: test.loss, testReconstruction: test.reconstruction, testKl: test.kl }),
      reconstruction,
      kl,
      steps: step.steps,
      seconds,
    };
  }

  async #evaluate(
    name: "validation" | "test",
    signal: AbortSignal | undefined,
  ): Promise<ExampleMeans | undefined> {
    const examples = this.#sets[name];
    if (examples === undefined) return undefined;
    const { objective } = this.#options;
    const network = networkOf(this.#model);
    return await this.course.evaluating(name, async (rng) => {
      const means = await evaluateExamples(network, objective, examples, rng, { signal });
      requireFiniteMeans(means, `After epoch ${this.course.history.length + 1}, the ${name} set`);
      return means;
    });
  }

  /** After a failure the training can be resumed from where it stands. */
  async #leave({ step }: Machine, { onWarning = warnOnConsole }: RunOptions): Promise<void> {
    if (this.#files.failed || this.#disposed) return;
    // An epoch that went wrong is given up: the next run begins a new one.
    if (step.wentWrong) this.course.giveUpEpoch();
    try {
      await this.#write(step);
    } catch (error) {
      if (step.wentWrong) this.course.giveUpEpoch();
      onWarning(`The run left no checkpoint. ${(error as Error).message}`);
    }
  }

  /** Gives the backend's memory for the data back, until the next run. */
  #rest(): void {
    this.#machine?.feed.close();
  }

  async #write(step: GuardedStep): Promise<void> {
    if (this.#options.checkpoint === undefined) return;
    await step.approve();
    await this.#files.writeCheckpoint(this.#snapshot(step.good, await ensureBackend()));
  }

  #snapshot(state: StepState, backend: BackendDescription): TrainingSnapshot {
    const { best, stoppedAfter } = this.stopper;
    return {
      record: {
        model: { kind: networkOf(this.#model).kind, options: this.#model.options },
        options: this.#options,
        data: this.#fingerprints ?? {},
        environment: environmentOf(backend),
        step: { steps: state.steps, rng: state.rng },
        course: this.course.state,
        best: best === undefined ? null : { epoch: best.epoch, validationLoss: best.validationLoss },
        stoppedAfter,
      },
      state,
      best,
    };
  }
}

function disposedError(cause?: unknown): InvalidArgumentError {
  return new InvalidArgumentError("The trainer was disposed of while it ran: make another one.", { cause });
}

import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError } from "../../errors/index.js";
import {
  compile,
  currentBackend,
  ensureBackend,
  type BackendDescription,
  type CompiledStep,
  type CompileOptions,
  type InputsOf,
  type InputTensors,
  type LossNumbers,
  type RandomTensors,
  type StepState,
} from "../../tensorflow/index.js";
import type { LatentVariableNetwork } from "../model/LatentVariableNetwork.js";
import type { WeightHolder } from "../model/Weights.js";
import { objectiveTerms } from "../objective/objectiveTerms.js";
import type { TrainingLoss } from "../TrainingStepOptions.js";
import { requireObjective } from "./requireObjective.js";
import { requireTrainable } from "./requireTrainable.js";
import type { StepTask } from "./StepTask.js";

type StepOptions = Omit<CompileOptions, "variables">;

/**
 * The training step of a network.
 *
 * @throws InvalidArgumentError if the network cannot be trained on the objective
 */
export function modelStep<T extends InputTensors>(
  network: LatentVariableNetwork,
  task: StepTask<T>,
  options: StepOptions,
): CompiledStep<T, TrainingLoss> {
  requireObjective(network, task.objective);
  const step = new ModelStep(network, task, options);
  const methods: Pick<CompiledStep<T, TrainingLoss>, "many" | "prepare" | "state" | "load" | "dispose"> = {
    many: (inputs) => step.many(inputs),
    prepare: (inputs) => step.prepare(inputs),
    state: () => step.state(),
    load: (state) => step.load(state),
    dispose: () => step.dispose(),
  };
  return Object.assign((inputs: InputsOf<T>) => step.run(inputs), methods);
}

/** The compiled step of a network, made when it is first needed, since its variables need a backend. */
class ModelStep<T extends InputTensors> implements WeightHolder {
  readonly #network: LatentVariableNetwork;
  readonly #task: StepTask<T>;
  readonly #options: StepOptions;
  #step: CompiledStep<T, TrainingLoss> | undefined;
  /** The backend that was found fit to train the network. */
  #backend: BackendDescription | undefined;
  #taken = 0;
  #waiting = 0;
  #disposed = false;
  #end: Promise<void> | undefined;

  constructor(network: LatentVariableNetwork, task: StepTask<T>, options: StepOptions) {
    this.#network = network;
    this.#task = task;
    this.#options = options;
  }

  run(inputs: InputsOf<T>): Promise<LossNumbers<TrainingLoss>> {
    return this.#serve(async () => {
      const numbers = await (await this.#stepFor(inputs))(inputs);
      this.#hold(1);
      return numbers;
    });
  }

  many(inputs: readonly InputsOf<T>[]): Promise<LossNumbers<TrainingLoss>[]> {
    return this.#serve(async () => {
      // What is no array the compiled step refuses.
      if (!Array.isArray(inputs)) return (await this.#current()).many(inputs);
      const [first, ...others] = inputs as readonly InputsOf<T>[];
      if (first === undefined) return [];
      const step = await this.#stepFor(first);
      for (const each of others) this.#task.check?.(each);
      const numbers = await step.many(inputs);
      this.#hold(numbers.length);
      return numbers;
    });
  }

  prepare(inputs: InputsOf<T>): Promise<void> {
    return this.#serve(async () => (await this.#stepFor(inputs)).prepare(inputs));
  }

  state(): Promise<StepState> {
    return this.#serve(async () => this.#readState(await this.#current()));
  }

  load(state: StepState): Promise<void> {
    return this.#serve(async () => {
      await (await this.#current()).load(state);
      this.#network.weights.holder = undefined;
    });
  }

  async bringBack(): Promise<void> {
    await (this.#end ?? this.state());
  }

  /** Calls made before are served, and the model gets what was learned, unless it is disposed of at once as well. */
  dispose(): void {
    this.#disposed = true;
    this.#finish();
  }

  async #serve<R>(call: () => Promise<R>): Promise<R> {
    if (this.#disposed) {
      throw new InvalidArgumentError("The step has been disposed of: make another one with trainingStep.");
    }
    this.#waiting++;
    try {
      return await call();
    } finally {
      this.#waiting--;
      this.#finish();
    }
  }

  async #stepFor(inputs: InputsOf<T>): Promise<CompiledStep<T, TrainingLoss>> {
    this.#task.check?.(inputs);
    const backend = currentBackend();
    const { weights } = this.#network;
    const isNewest = weights.holder === this && !weights.disposed && backend === this.#backend;
    if (isNewest && this.#step !== undefined) return this.#step;
    this.#backend = await requireTrainable(this.#network);
    return this.#current();
  }

  /** The step, with the newest weights. */
  async #current(): Promise<CompiledStep<T, TrainingLoss>> {
    await ensureBackend();
    const { weights } = this.#network;
    if (weights.disposed)
      throw new InvalidArgumentError(
        "The model has been disposed of: make another one, or load it from a file.",
      );
    if (weights.holder !== this) await weights.gather();
    return (this.#step ??= compile((inputs: T, random: RandomTensors) => this.#loss(inputs, random), {
      ...this.#options,
      variables: Object.fromEntries(weights.variables),
    }));
  }

  #loss(inputs: T, random: RandomTensors): TrainingLoss {
    const { x, beta } = this.#task.batch(inputs, random);
    const terms = objectiveTerms(this.#network, this.#task.objective, x, beta, random);
    const { loss, reconstruction, kl } = terms;
    return { loss: tf.mean(loss), reconstruction: tf.mean(reconstruction), kl: tf.mean(kl) };
  }

  async #readState(step: CompiledStep<T, TrainingLoss>): Promise<StepState> {
    const { weights } = this.#network;
    const taken = this.#taken;
    const state = await step.state();
    if (weights.holder === this && this.#taken === taken) weights.holder = undefined;
    return state;
  }

  /** So many steps were taken: the newest weights are here. */
  #hold(steps: number): void {
    this.#taken += steps;
    if (!this.#network.weights.disposed) this.#network.weights.holder = this;
  }

  #finish(): void {
    if (!this.#disposed || this.#waiting > 0 || this.#end !== undefined) return;
    const step = this.#step;
    if (this.#network.weights.holder !== this || step === undefined) {
      step?.dispose();
      return;
    }
    this.#end = this.#leave(step);
    // Whoever asks the model next is told.
    this.#end.catch(() => undefined);
  }

  async #leave(step: CompiledStep<T, TrainingLoss>): Promise<void> {
    const { weights } = this.#network;
    try {
      // Whoever disposes of the step and the model in one go needs no weights.
      await Promise.resolve();
      if (weights.holder === this) await this.#readState(step);
    } finally {
      if (weights.holder === this) weights.holder = undefined;
      step.dispose();
    }
  }
}

import { Rng, type RngState } from "../../random/index.js";
import type { EpochRecord } from "../TrainerOptions.js";
import { Epoch, type EpochState } from "./Epoch.js";

/** How far a training has come, as plain data: everything but the weights and what the step itself remembers. */
export interface CourseState {
  readonly order: RngState;
  readonly evaluation: RngState;
  readonly epoch: EpochState | null;
  readonly history: readonly EpochRecord[];
  /** The epoch after which early stopping last ended a run; 0 if it never did. */
  readonly stoppedAfter: number;
}

/** How far a training has come: its generators, the epoch under way, and the records of those that are finished. */
export class Course {
  readonly #examples: number;
  readonly #batchSize: number;
  #order: Rng;
  #evaluation: Rng;
  #history: EpochRecord[] = [];
  epoch: Epoch | undefined;
  stoppedAfter = 0;

  /** @param order,evaluation what the order of examples and evaluations are drawn from */
  constructor(examples: number, batchSize: number, order: Rng, evaluation: Rng) {
    this.#examples = examples;
    this.#batchSize = batchSize;
    this.#order = order;
    this.#evaluation = evaluation;
  }

  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  get state(): CourseState {
    const { history, stoppedAfter } = this;
    const epoch = this.epoch?.state ?? null;
    return { order: this.#order.state, evaluation: this.#evaluation.state, epoch, history, stoppedAfter };
  }

  /** Goes to where a {@link state} was. */
  set state({ order, evaluation, epoch, history, stoppedAfter }: CourseState) {
    this.#order = Rng.from(order);
    this.#evaluation = Rng.from(evaluation);
    this.#history = [...history];
    this.stoppedAfter = stoppedAfter;
    this.epoch = epoch === null ? undefined : Epoch.from(epoch, this.#examples, this.#batchSize);
  }

  /** The epoch under way, or the next one. */
  currentEpoch(): Epoch {
    return (this.epoch ??= new Epoch(this.#examples, this.#batchSize, this.#order));
  }

  /** What an evaluation draws from: each call another. */
  evaluationRng(): Rng {
    return this.#evaluation.split();
  }

  /** The epoch under way is over. */
  finishEpoch(record: EpochRecord): void {
    this.#history.push(record);
    this.epoch = undefined;
  }
}

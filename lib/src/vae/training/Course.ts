import type { Rng } from "../../random/index.js";
import { type RngState } from "../../random/index.js";
import type { EpochRecord } from "../TrainerOptions.js";
import { Epoch, type EpochState } from "./Epoch.js";

/** How far a training has come, as plain data: everything but the weights and what the step itself remembers. */
export interface CourseState {
  readonly order: RngState;
  readonly validation: RngState;
  readonly test: RngState;
  readonly epoch: EpochState | null;
  readonly history: readonly EpochRecord[];
}

/** What a course draws from: the order of the examples, and evaluations of one set and of the other. */
interface Generators {
  readonly order: Rng;
  readonly validation: Rng;
  readonly test: Rng;
}

/** How far a training has come: its generators, the epoch under way, and the records of those that are finished. */
export class Course {
  readonly #examples: number;
  readonly #batchSize: number;
  readonly #generators: Generators;
  #history: EpochRecord[] = [];
  #epoch: Epoch | undefined;

  constructor(examples: number, batchSize: number, generators: Generators) {
    this.#examples = examples;
    this.#batchSize = batchSize;
    this.#generators = generators;
  }

  get history(): readonly EpochRecord[] {
    return this.#history;
  }

  /** Whether an epoch is under way. */
  get isWithinEpoch(): boolean {
    return this.#epoch !== undefined;
  }

  get state(): CourseState {
    const { order, validation, test } = this.#generators;
    return {
      order: order.state,
      validation: validation.state,
      test: test.state,
      epoch: this.#epoch?.state ?? null,
      history: this.#history,
    };
  }

  /** Goes to where a {@link state} was. */
  set state({ epoch, history, ...generators }: CourseState) {
    for (const name of ["order", "validation", "test"] as const) {
      this.#generators[name].state = generators[name];
    }
    this.#history = history.map((record) => Object.freeze(record));
    this.#epoch = epoch === null ? undefined : Epoch.from(epoch, this.#examples, this.#batchSize);
  }

  /** The epoch under way, or the next one. */
  currentEpoch(): Epoch {
    return (this.#epoch ??= new Epoch(this.#examples, this.#batchSize, this.#generators.order));
  }

  /** Lets work on an evaluation draw; if it fails, the next attempt draws the same. */
  async evaluating<R>(set: "validation" | "test", work: (rng: Rng) => Promise<R>): Promise<R> {
    const generator = this.#generators[set];
    const before = generator.state;
    try {
      return await work(generator.split());
    } catch (error) {
      generator.state = before;
      throw error;
    }
  }

  /** The epoch under way is over. */
  finishEpoch(record: EpochRecord): void {
    this.#history.push(Object.freeze(record));
    this.#epoch = undefined;
  }

  /** The epoch under way is given up: the next one is another. */
  giveUpEpoch(): void {
    this.#epoch = undefined;
  }
}

import { Rng, type RngState } from "../../random/index.js";
import { LossLedger, type LossSums } from "./LossLedger.js";

/** An epoch under way, as plain data. */
export interface EpochState {
  /** Of the generator before it drew the order of the examples. */
  readonly order: RngState;
  readonly step: number;
  readonly seconds: number;
  readonly sums: LossSums;
}

/** An epoch under way: the order of the examples, how far it is, and what it cost so far. */
export class Epoch {
  readonly ledger: LossLedger;
  readonly stepCount: number;
  readonly #before: RngState;
  readonly #order: readonly number[];
  readonly #batchSize: number;
  #step = 0;
  #seconds = 0;

  /** @param rng what the order is drawn from */
  constructor(examples: number, batchSize: number, rng: Rng, sums?: LossSums) {
    this.#before = rng.state;
    this.#order = rng.permutation(examples);
    this.#batchSize = Math.min(batchSize, examples);
    this.stepCount = Math.ceil(examples / this.#batchSize);
    this.ledger = new LossLedger(sums);
  }

  /** The epoch that a {@link state} describes. */
  static from(state: EpochState, examples: number, batchSize: number): Epoch {
    const epoch = new Epoch(examples, batchSize, Rng.from(state.order), state.sums);
    epoch.#step = state.step;
    epoch.#seconds = state.seconds;
    return epoch;
  }

  get state(): EpochState {
    return { order: this.#before, step: this.#step, seconds: this.#seconds, sums: this.ledger.sums };
  }

  /** Steps done. */
  get step(): number {
    return this.#step;
  }

  get seconds(): number {
    return this.#seconds;
  }

  get done(): boolean {
    return this.#step === this.stepCount;
  }

  /** The examples of each of the next steps, of at most so many. */
  next(steps: number): readonly (readonly number[])[] {
    const first = this.#step;
    const count = Math.min(steps, this.stepCount - first);
    const size = this.#batchSize;
    return Array.from({ length: count }, (_, i) =>
      this.#order.slice((first + i) * size, (first + i + 1) * size),
    );
  }

  finish(steps: number, seconds: number): void {
    this.#step += steps;
    this.#seconds += seconds;
  }
}

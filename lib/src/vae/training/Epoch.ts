import type { Rng } from "../../random/index.js";
import { LossLedger } from "./LossLedger.js";

/** An epoch under way: the order of the examples, how far it is, and what it cost so far. */
export class Epoch {
  readonly ledger = new LossLedger();
  readonly stepCount: number;
  readonly #order: readonly number[];
  readonly #batchSize: number;
  #step = 0;
  #seconds = 0;

  constructor(examples: number, batchSize: number, rng: Rng) {
    this.#order = rng.permutation(examples);
    this.#batchSize = Math.min(batchSize, examples);
    this.stepCount = Math.ceil(examples / this.#batchSize);
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

  /** The examples of the next step. */
  get positions(): readonly number[] {
    return this.#order.slice(this.#step * this.#batchSize, (this.#step + 1) * this.#batchSize);
  }

  finishStep(seconds: number): void {
    this.#step++;
    this.#seconds += seconds;
  }
}

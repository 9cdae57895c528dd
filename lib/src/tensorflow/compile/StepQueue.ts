import * as tf from "@tensorflow/tfjs-core";
import { InvalidArgumentError } from "../../errors/index.js";
import { ensureBackend } from "../ensureBackend.js";
import { runnerFor } from "./runnerFor.js";
import type { StepDefinition } from "./StepDefinition.js";
import type { InputTensors } from "./StepInputs.js";
import type { StepLoss } from "./StepLoss.js";
import type { StepRunner } from "./StepRunner.js";

/** Serves the calls of a step one after the other, each on the backend that is in use when its turn comes. */
export class StepQueue<T extends InputTensors, L extends StepLoss> {
  readonly #definition: StepDefinition<T, L>;
  #runner: StepRunner<T, L> | undefined;
  #backend: string | undefined;
  #latest: Promise<unknown> = Promise.resolve();
  #waiting = 0;
  #disposed = false;

  constructor(definition: StepDefinition<T, L>) {
    this.#definition = definition;
  }

  /** @throws InvalidArgumentError after `dispose` */
  enqueue<R>(call: (runner: StepRunner<T, L>) => Promise<R>): Promise<R> {
    if (this.#disposed) {
      return Promise.reject(
        new InvalidArgumentError("The step has been disposed of: compile the loss again to go on."),
      );
    }
    this.#waiting++;
    const turn = this.#latest.then(async () => {
      try {
        return await call(this.#readyRunner() ?? (await this.#currentRunner()));
      } finally {
        this.#waiting--;
        this.#release();
      }
    });
    this.#latest = turn.catch(() => undefined);
    return turn;
  }

  /** Calls made before are served; then the runner is disposed of. */
  dispose(): void {
    this.#disposed = true;
    this.#release();
  }

  #release(): void {
    if (!this.#disposed || this.#waiting > 0) return;
    this.#runner?.dispose();
    this.#runner = undefined;
  }

  /** The runner, if it is for the backend that is in use. */
  #readyRunner(): StepRunner<T, L> | undefined {
    return tf.getBackend() === this.#backend ? this.#runner : undefined;
  }

  /** The runner, with the state moved to another one where the backend has changed. */
  async #currentRunner(): Promise<StepRunner<T, L>> {
    await ensureBackend();
    const ready = this.#readyRunner();
    if (ready !== undefined) return ready;
    const backend = tf.getBackend();
    const old = this.#runner;
    const state = await old?.state();
    const runner = runnerFor(this.#definition);
    try {
      if (state !== undefined) await runner.load(state);
    } catch (error) {
      runner.dispose();
      throw error;
    }
    old?.dispose();
    this.#runner = runner;
    this.#backend = backend;
    return runner;
  }
}

import * as tf from "@tensorflow/tfjs-core";
import { NonFiniteError } from "../../errors/index.js";

interface Entry {
  readonly step: number;
  readonly size: number;
  readonly beta: number;
  readonly parts: tf.Tensor1D;
}

/** The mean over the examples of an epoch so far, in nats per example. */
export interface LedgerMeans {
  readonly loss: number;
  readonly reconstruction: number;
  readonly kl: number;
}

/**
 * Collects the losses of steps on the device and reads them back together, since reading one back can cost more than
 * the step itself.
 */
export class LossLedger {
  #entries: Entry[] = [];
  #examples = 0;
  #loss = 0;
  #reconstruction = 0;
  #kl = 0;

  /** How many steps are not read back yet. */
  get pending(): number {
    return this.#entries.length;
  }

  /** Takes the parts of a step's loss over and disposes of them in time. */
  add(entry: Entry): void {
    this.#entries.push(entry);
  }

  /**
   * Reads back what is pending.
   *
   * @throws NonFiniteError if a loss is NaN or infinite; the message names the first such step and the part
   */
  async settle(): Promise<void> {
    const entries = this.#entries;
    if (entries.length === 0) return;
    this.#entries = [];
    const stacked = tf.stack(entries.map(({ parts }) => parts));
    tf.dispose(entries.map(({ parts }) => parts));
    const values = await stacked.data<"float32">();
    stacked.dispose();
    entries.forEach(({ step, size, beta }, i) => {
      const [reconstruction, kl] = [values[2 * i] as number, values[2 * i + 1] as number];
      checkFinite(step, { reconstruction, kl });
      this.#examples += size;
      this.#reconstruction += size * reconstruction;
      this.#kl += size * kl;
      this.#loss += size * (beta * kl - reconstruction);
    });
  }

  means(): LedgerMeans {
    const n = this.#examples;
    return { loss: this.#loss / n, reconstruction: this.#reconstruction / n, kl: this.#kl / n };
  }

  dispose(): void {
    tf.dispose(this.#entries.map(({ parts }) => parts));
    this.#entries = [];
  }
}

function checkFinite(step: number, parts: Record<string, number>): void {
  for (const [name, value] of Object.entries(parts)) {
    if (Number.isFinite(value)) continue;
    throw new NonFiniteError(
      `At step ${step} the ${name === "kl" ? "KL" : name} part of the loss became ${value}. ` +
        "The weights are back at the last good ones; try a lower learning rate.",
    );
  }
}

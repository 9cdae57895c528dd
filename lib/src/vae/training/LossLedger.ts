import type { LossNumbers } from "../../tensorflow/index.js";
import type { TrainingLoss } from "../TrainingStepOptions.js";

type Losses = LossNumbers<TrainingLoss>;

/** Losses summed over so many examples, as plain data. */
export type LossSums = Losses & { readonly examples: number };

/** The mean losses over the examples of an epoch so far, in nats per example; NaN before the first. */
export class LossLedger {
  #sums: LossSums;

  constructor(sums: LossSums = { examples: 0, loss: 0, reconstruction: 0, kl: 0 }) {
    this.#sums = sums;
  }

  get sums(): LossSums {
    return this.#sums;
  }

  /** Adds the losses of a step on so many examples. */
  add(size: number, { loss, reconstruction, kl }: Losses): void {
    const { examples, ...sums } = this.#sums;
    this.#sums = {
      examples: examples + size,
      loss: sums.loss + size * loss,
      reconstruction: sums.reconstruction + size * reconstruction,
      kl: sums.kl + size * kl,
    };
  }

  means(): Losses {
    const { examples, loss, reconstruction, kl } = this.#sums;
    return { loss: loss / examples, reconstruction: reconstruction / examples, kl: kl / examples };
  }
}

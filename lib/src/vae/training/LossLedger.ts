import type { LossNumbers } from "../../tensorflow/index.js";
import type { TrainingLoss } from "../TrainingStepOptions.js";

type Losses = LossNumbers<TrainingLoss>;

/** The mean losses over the examples of an epoch so far, in nats per example; NaN before the first. */
export class LossLedger {
  #examples = 0;
  #loss = 0;
  #reconstruction = 0;
  #kl = 0;

  /** Adds the losses of a step on so many examples. */
  add(size: number, { loss, reconstruction, kl }: Losses): void {
    this.#examples += size;
    this.#loss += size * loss;
    this.#reconstruction += size * reconstruction;
    this.#kl += size * kl;
  }

  means(): Losses {
    const n = this.#examples;
    return { loss: this.#loss / n, reconstruction: this.#reconstruction / n, kl: this.#kl / n };
  }
}

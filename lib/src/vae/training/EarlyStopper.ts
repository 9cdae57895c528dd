import type { NamedArrays } from "../../tensorflow/index.js";
import type { EarlyStopping } from "../EarlyStopping.js";
import type { EpochRecord } from "../TrainerOptions.js";

/** The best epoch so far, and the weights after it (in TensorFlow's layouts). */
export interface Best {
  readonly epoch: number;
  readonly validationLoss: number;
  readonly weights: NamedArrays;
}

/** What an early stopper remembers, as plain data but for the weights. */
export interface EarlyStopperState {
  readonly best: Best | undefined;
  /** The epoch after which it last ended a run; 0 if it never did. */
  readonly stoppedAfter: number;
}

/** Keeps the weights of the best epoch, and says when a run is to end. It looks at the validation loss alone. */
export class EarlyStopper {
  readonly #patience: number;
  readonly #minDelta: number;
  state: EarlyStopperState = { best: undefined, stoppedAfter: 0 };

  constructor({ patience = Infinity, minDelta = 0 }: Partial<EarlyStopping> = {}) {
    this.#patience = patience;
    this.#minDelta = minDelta;
  }

  get best(): Best | undefined {
    return this.state.best;
  }

  get stoppedAfter(): number {
    return this.state.stoppedAfter;
  }

  /**
   * Takes note of an epoch.
   *
   * @param weights after it
   * @returns whether the run is to end, with the best weights
   */
  note({ epoch, validationLoss }: EpochRecord, weights: NamedArrays): boolean {
    if (validationLoss === undefined) return false;
    const { best, stoppedAfter } = this.state;
    if (validationLoss < (best?.validationLoss ?? Infinity) - this.#minDelta) {
      this.state = { best: { epoch, validationLoss, weights }, stoppedAfter };
      return false;
    }
    const waited = epoch - Math.max(best?.epoch ?? 0, stoppedAfter);
    if (waited < this.#patience) return false;
    this.state = { best, stoppedAfter: epoch };
    return true;
  }
}

import { setImmediate } from "node:timers/promises";
import type { LossNumbers } from "../../tensorflow/index.js";
import { betaAfter } from "../objective/betaAfter.js";
import { exactLoss } from "../objective/exactLoss.js";
import type { Objective } from "../Objective.js";
import type { RunOptions, StepReport } from "../TrainerOptions.js";
import type { TrainingLoss } from "../TrainingStepOptions.js";
import type { Epoch } from "./Epoch.js";
import type { Feed } from "./Feed.js";
import { Pace } from "../model/Pace.js";
import type { GuardedStep } from "./GuardedStep.js";
import { LossLedger } from "./LossLedger.js";

/** What happens between the steps of an epoch. */
interface Between extends Pick<RunOptions, "signal" | "onStep" | "onProgress"> {
  /** Epochs finished before. */
  readonly finished: number;
  /** How many steps may be taken before `pause` is called again. */
  readonly stepsToPause: () => number;
  readonly pause: () => Promise<void>;
}

/** Takes the steps of epochs. */
export class StepLoop {
  readonly #feed: Feed;
  readonly #objective: Objective;
  readonly #pace = new Pace();

  constructor(feed: Feed, objective: Objective) {
    this.#feed = feed;
    this.#objective = objective;
  }

  /**
   * Takes the steps that are left of an epoch.
   *
   * @throws the signal's reason, if it is aborted
   */
  async finish(epoch: Epoch, step: GuardedStep, between: Between): Promise<void> {
    const { signal, onStep, onProgress, finished } = between;
    while (!epoch.done) {
      signal?.throwIfAborted();
      const stepsInARow = onStep === undefined ? this.#pace.steps : 1;
      const most = Math.min(stepsInARow, between.stepsToPause());
      const recentLoss = await this.#take(epoch, step, finished, most);
      await onStep?.(report(epoch, finished, recentLoss));
      onProgress?.(report(epoch, finished, recentLoss));
      await between.pause();
      // Timers and interrupts get their turn, as with a promise alone they would not.
      if (this.#pace.isDue(performance.now())) await setImmediate();
    }
  }

  /** @returns the mean loss of these steps */
  async #take(epoch: Epoch, step: GuardedStep, finished: number, most: number): Promise<number> {
    const start = performance.now();
    this.#feed.open();
    const batches = epoch.next(Math.min(most, step.stepsToLook));
    const betas = batches.map((_, i) =>
      betaAfter(this.#objective, finished + (epoch.step + i) / epoch.stepCount),
    );
    const inputs = batches.map((positions, i) => this.#feed.inputs(positions, betas[i] as number));
    const losses = await step.take(inputs);
    const recent = new LossLedger();
    losses.forEach((each: LossNumbers<TrainingLoss>, i) => {
      const exact = { ...each, loss: exactLoss(this.#objective, betas[i] as number, each) };
      const size = (batches[i] as readonly number[]).length;
      epoch.ledger.add(size, exact);
      recent.add(size, exact);
    });
    const time = performance.now() - start;
    epoch.finish(losses.length, time / 1000);
    this.#pace.note(losses.length, time);
    return recent.means().loss;
  }
}

function report({ step, stepCount, ledger }: Epoch, finished: number, recentLoss: number): StepReport {
  return { epoch: finished + 1, step, stepsPerEpoch: stepCount, loss: ledger.means().loss, recentLoss };
}

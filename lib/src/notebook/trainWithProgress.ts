import type { RunOptions, StepReport, Trainer } from "../vae/index.js";
import { interruptSignal } from "./interruptSignal.js";
import { liveProgress, type LiveProgress } from "./liveProgress.js";

/**
 * Runs a trainer and shows how far it is: in a notebook a bar with the loss, in a terminal about ten lines. ■ interrupts
 * it after the present step, unless it is given another signal; running the cell again goes on from there.
 *
 * @param options as for `trainer.run`
 * @throws whatever `trainer.run` throws
 */
export async function trainWithProgress(trainer: Trainer, options: RunOptions): Promise<void> {
  const { signal = interruptSignal(), onStep } = options;
  let progress: LiveProgress | undefined;
  let first = 0;
  const show = ({ epoch, step, stepsPerEpoch, loss }: StepReport): void => {
    const steps = (epoch - 1) * stepsPerEpoch + step;
    if (progress === undefined) {
      // An epoch that was interrupted is finished first, and counts.
      first = (epoch - 1) * stepsPerEpoch;
      progress = liveProgress({ total: options.epochs * stepsPerEpoch, label: "steps" });
    }
    progress.update(steps - first, { note: `epoch ${epoch}: ${loss.toFixed(1)} nats` });
  };
  try {
    await trainer.run({
      ...options,
      signal,
      onStep: async (report) => {
        show(report);
        await onStep?.(report);
      },
    });
  } finally {
    await progress?.done();
  }
}

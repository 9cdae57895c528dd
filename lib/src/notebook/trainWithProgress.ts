import type { RunOptions, Trainer } from "../vae/index.js";
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
  const { signal = interruptSignal(), epochs, untilEpoch = 0, onProgress } = options;
  const first = trainer.history.length;
  let progress: LiveProgress | undefined;
  try {
    await trainer.run({
      ...options,
      signal,
      onProgress(report) {
        const { epoch, step, stepsPerEpoch, loss } = report;
        progress ??= liveProgress({ total: (epochs ?? untilEpoch - first) * stepsPerEpoch, label: "steps" });
        const steps = (epoch - 1 - first) * stepsPerEpoch + step;
        progress.update(steps, { note: `epoch ${epoch}: ${loss.toFixed(1)} nats` });
        onProgress?.(report);
      },
    });
  } finally {
    await progress?.done();
  }
}

import type { ImageGrid } from "../figures/index.js";
import type { RunOptions, Trainer } from "../vae/index.js";
import { displayHook } from "./displayHook.js";
import { interruptSignal } from "./interruptSignal.js";
import { liveProgress, type LiveProgress } from "./liveProgress.js";

/** What to do, as for `trainer.run`, and what to show meanwhile. */
export interface ProgressOptions extends RunOptions {
  /** Draws what the model can do so far, such as its samples: before the first step and after each epoch, in a notebook. */
  readonly samples?: () => ImageGrid | Promise<ImageGrid>;
}

/**
 * Runs a trainer and shows how far it is: in a notebook a bar, the loss on the training and the test set as curves (nats
 * per example), and samples where they are asked for; in a terminal about ten lines. One line of text stays. ■ interrupts
 * it after the present step, unless it is given another signal; running the cell again goes on from there.
 *
 * @param options as for `trainer.run`, and `samples`
 * @throws whatever `trainer.run` or `samples` throws
 */
export async function trainWithProgress(trainer: Trainer, options: ProgressOptions): Promise<void> {
  const { samples: drawn, ...run } = options;
  const samples = displayHook() ? drawn : undefined;
  const { signal = interruptSignal(), epochs, untilEpoch = 0 } = run;
  const first = trainer.history.length;
  let progress: LiveProgress | undefined;
  let steps = 0;
  let note = "";
  const before = await samples?.();
  try {
    await trainer.run({
      ...run,
      signal,
      onProgress(report) {
        const { epoch, step, stepsPerEpoch, loss, recentLoss } = report;
        if (!progress) {
          const total = (epochs ?? untilEpoch - first) * stepsPerEpoch;
          progress = liveProgress({ total, label: "steps" });
          if (before) progress.update(0, { images: before });
        }
        steps = (epoch - 1 - first) * stepsPerEpoch + step;
        note = `epoch ${epoch}: ${loss.toFixed(1)} nats`;
        progress.update(steps, { note, values: { train: recentLoss } });
        run.onProgress?.(report);
      },
      async onEpoch(record) {
        const { testLoss } = record;
        const images = await samples?.();
        progress?.update(steps, {
          note,
          ...(testLoss !== undefined && { values: { test: testLoss } }),
          ...(images && { images }),
        });
        await run.onEpoch?.(record);
      },
    });
  } finally {
    await progress?.done();
  }
}

import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { cosineDecay, memory, type BackendName } from "kl-to-vae/tensorflow";
import { elbo, iwae, type ModelOptions, type TrainerOptions } from "kl-to-vae/vae";
import { checkpointsIn, emptyFolder, runAndAbort, untimed } from "./checkpoints.js";
import { startBackend } from "./startBackend.js";
import { newModel, newTrainer, resumed } from "./tinyTraining.js";

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function resumesToTheSameBits(backend: BackendName): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend(backend);
    if (obstacle !== undefined) context.skip(obstacle);
    const before = memory();
    onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
  });

  describe(`A training on the ${backend} backend that is resumed`, () => {
    it.for<[string, TrainerOptions, Partial<ModelOptions>]>([
      ["the ELBO", {}, {}],
      ["dynamic binarisation", { binarize: "dynamic" }, {}],
      ["a warm-up that ends within an epoch", { objective: elbo({ beta: 2, warmUp: 1.5 }) }, {}],
      ["the importance weighted bound", { objective: iwae({ samples: 3 }) }, {}],
      ["a schedule", { learningRate: cosineDecay({ initial: 0.02, steps: 20 }) }, {}],
      ["a learned variance", { binarize: "none" }, { likelihood: "gaussian", variance: "learned" }],
      [
        "the continuous Bernoulli",
        { binarize: "none" },
        { likelihood: "continuous-bernoulli", hidden: [8, 5] },
      ],
      ["convolutions", {}, { architecture: "conv", hidden: [3] }],
    ])("ends with the same bits as a training without interruption: %s", async ([, given, shape]) => {
      const straight = newModel(shape);
      const reference = newTrainer(straight, given);
      await reference.run({ epochs: 4 });

      const folder = emptyFolder();
      const first = newTrainer(newModel(shape), {
        ...given,
        checkpoint: { directory: folder, everySteps: 5 },
      });
      await runAndAbort(first, 4, 9);
      const second = await resumed(folder);
      expect(checkpointsIn(folder)).toHaveLength(3);
      expect(second.options).toEqual(first.options);
      expect(await second.model.weights()).toEqual(await first.model.weights());
      await runAndAbort(second, 3, 8);
      const third = await resumed(folder);
      await third.run({ epochs: 2 });
      expect(await third.model.weights()).toEqual(await straight.weights());
      expect(untimed(third.history)).toEqual(untimed(reference.history));
      expect(third.best).toEqual(reference.best);
    });
  });
}

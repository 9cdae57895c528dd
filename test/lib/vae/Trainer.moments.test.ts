import { cpSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { CheckpointError, InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import {
  Trainer,
  trainingStep,
  VariationalAutoencoder,
  type EpochRecord,
  type LatentVariableModel,
  type RunOptions,
} from "kl-to-vae/vae";
import { Rng } from "kl-to-vae/random";
import { encodeCheckpoint } from "../../../lib/src/vae/checkpoint/encodeCheckpoint.js";
import { checkpointsIn, emptyFolder, runAndAbort, untimed } from "./checkpoints.js";
import { disposedAfterwards, newModel, newTrainer, resumed, tinyData } from "./tinyTraining.js";
import { tinyImages } from "./tinyImages.js";

beforeEach(async () => {
  await useBackend("cpu");
  const before = memory();
  onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
});

async function halveWeights(model: LatentVariableModel): Promise<void> {
  const weights = Object.entries(await model.weights());
  await model.setWeights(
    Object.fromEntries(
      weights.map(([name, { data, shape }]) => [name, { data: data.map((w) => w / 2), shape }]),
    ),
  );
}

describe("A training that is killed at a certain moment ends as one that was not:", () => {
  /**
   * Copies the folder of a training at a moment, as if it had been killed there, resumes the copy, and compares. The
   * callbacks do to a model what they always do.
   */
  async function killedAt(
    moment: (copy: () => void) => RunOptions,
    callbacks: (model: LatentVariableModel) => RunOptions,
    everySteps?: number,
  ): Promise<void> {
    const straight = newModel();
    const reference = newTrainer(straight);
    await reference.run({ untilEpoch: 3, ...callbacks(straight) });
    const folder = emptyFolder();
    const [directory, copied] = [join(folder, "run"), join(folder, "copy")];
    const model = newModel();
    const trainer = newTrainer(model, {
      checkpoint: { directory, ...(everySteps !== undefined && { everySteps }) },
    });
    let isCopied = false;
    const copy = (): void => {
      if (!isCopied) cpSync(directory, copied, { recursive: true });
      isCopied = true;
    };
    const [usual, then] = [callbacks(model), moment(copy)];
    await trainer.run({
      untilEpoch: 3,
      onStep: async (report) => {
        await usual.onStep?.(report);
        await then.onStep?.(report);
      },
      onEpoch: async (record) => {
        await usual.onEpoch?.(record);
        await then.onEpoch?.(record);
      },
    });
    expect(await model.weights()).toEqual(await straight.weights());
    const after = await resumed(copied);
    await after.run({ untilEpoch: 3, ...callbacks(after.model) });
    expect(await after.model.weights()).toEqual(await straight.weights());
    expect(untimed(after.history)).toEqual(untimed(reference.history));
  }

  it("in the callback after an epoch, which changes the model", async () => {
    await killedAt(
      (copy) => ({ onEpoch: ({ epoch }) => (epoch === 2 ? copy() : undefined) }),
      (model) => ({ onEpoch: () => halveWeights(model) }),
    );
  });

  it("in the callback after a step, which changes the model", async () => {
    await killedAt(
      (copy) => ({ onStep: ({ epoch, step }) => (epoch === 2 && step === 4 ? copy() : undefined) }),
      (model) => ({ onStep: ({ step }) => (step === 3 ? halveWeights(model) : undefined) }),
      1,
    );
  });

  it("in the first step of a run that began with weights given between two runs", async () => {
    const train = async (trainer: Trainer, options: RunOptions = {}): Promise<void> => {
      await trainer.run({ epochs: 1 });
      await halveWeights(trainer.model);
      await trainer.run({ epochs: 1, ...options });
    };
    const straight = newModel();
    await train(newTrainer(straight));
    const folder = emptyFolder();
    const [directory, copied] = [join(folder, "run"), join(folder, "copy")];
    const onStep: RunOptions["onStep"] = ({ step }) =>
      step === 1 ? cpSync(directory, copied, { recursive: true }) : undefined;
    await train(newTrainer(newModel(), { checkpoint: { directory } }), { onStep });
    const after = await resumed(copied);
    await after.run({ epochs: 1 });
    expect(await after.model.weights()).toEqual(await straight.weights());
  });

  it("after a loss that was not finite and was undone", async () => {
    const make = (directory?: string): Trainer =>
      newTrainer(newModel({ likelihood: "gaussian" }), {
        binarize: "none",
        ...(directory !== undefined && { checkpoint: { directory } }),
      });
    // One epoch goes well; in the second the weights are spoiled once, as a bad batch might.
    const spoil = (trainer: Trainer): NonNullable<RunOptions["onStep"]> => {
      let done = false;
      return async ({ epoch, step }) => {
        if (done || epoch !== 2 || step !== 3) return;
        done = true;
        const weights = await trainer.model.weights();
        const spoiled = { ...weights["mean.bias"] } as { data: Float32Array; shape: number[] };
        spoiled.data = spoiled.data.map(() => 1e30);
        await trainer.model.setWeights({ ...weights, "mean.bias": spoiled });
      };
    };
    const reference = make();
    await expect(reference.run({ untilEpoch: 3, onStep: spoil(reference) })).rejects.toThrow(NonFiniteError);
    await reference.run({ untilEpoch: 3 });
    const directory = join(emptyFolder(), "run");
    const trainer = make(directory);
    await expect(trainer.run({ untilEpoch: 3, onStep: spoil(trainer) })).rejects.toThrow(/At step 10 the/);
    const after = await resumed(directory, tinyData);
    await after.run({ untilEpoch: 3 });
    expect(await after.model.weights()).toEqual(await reference.model.weights());
    expect(untimed(after.history)).toEqual(untimed(reference.history));
  });

  it("where an evaluation is interrupted", async () => {
    const data = { train: tinyData.train, validation: { images: tinyImages(3000, 2) } };
    const straight = newModel();
    const reference = newTrainer(straight, {}, data);
    await reference.run({ epochs: 2 });
    const directory = join(emptyFolder(), "run");
    const trainer = newTrainer(newModel(), { checkpoint: { directory } }, data);
    const controller = new AbortController();
    const onStep: RunOptions["onStep"] = ({ step, stepsPerEpoch }) => {
      if (step === stepsPerEpoch) setTimeout(() => controller.abort(new Error("enough")), 1);
    };
    await expect(trainer.run({ epochs: 2, signal: controller.signal, onStep })).rejects.toThrow("enough");
    expect(trainer.history).toEqual([]);
    const after = await resumed(directory, data);
    await after.run({ untilEpoch: 2 });
    expect(untimed(after.history)).toEqual(untimed(reference.history));
    await trainer.run({ untilEpoch: 1 }).catch(() => undefined);
  });
});

describe("Trainer.run", () => {
  it("trains until there are so many epochs, and does nothing where there are", async () => {
    const [model, other] = [newModel(), newModel()];
    const trainer = newTrainer(model);
    await runAndAbort(trainer, 2, 8);
    await trainer.run({ untilEpoch: 3 });
    expect(trainer.history).toHaveLength(3);
    await trainer.run({ untilEpoch: 3 });
    await trainer.run({ untilEpoch: 1 });
    expect(trainer.history).toHaveLength(3);
    await newTrainer(other).run({ epochs: 3 });
    expect(await model.weights()).toEqual(await other.weights());
  });

  it.each([
    [{}, /epochs is undefined/],
    [{ epochs: 1, untilEpoch: 2 }, /not both/],
    [{ untilEpoch: 0 }, /untilEpoch is 0/],
    [{ epochs: "3" }, /epochs is "3"/],
    [{ epochs: 1, onepoch: () => undefined }, /no option onepoch/],
    [{ epochs: 1, signal: {} }, /signal is/],
    [{ epochs: 1, onStep: 3 }, /onStep is 3/],
    [undefined, /run/],
  ])("refuses %j", async (options, message) => {
    const run = newTrainer(newModel()).run(options as RunOptions);
    await expect(run).rejects.toThrow(InvalidArgumentError);
    await expect(run).rejects.toThrow(message);
  });

  it("reports progress after every few steps, the last of an epoch included", async () => {
    const [model, other] = [newModel(), newModel()];
    const seen: number[] = [];
    await newTrainer(model).run({
      epochs: 2,
      onProgress: ({ epoch, step, loss }) => {
        expect(loss).toBeGreaterThan(0);
        seen.push(6 * (epoch - 1) + step);
      },
    });
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen).toContain(6);
    expect(seen.at(-1)).toBe(12);
    await newTrainer(other).run({ epochs: 2 });
    expect(await model.weights()).toEqual(await other.weights());
  });

  it("names the set and the part whose loss is not finite while the weights are", async () => {
    const far = { images: { data: new Float32Array(32).fill(1e30), shape: [2, 4, 4] } };
    for (const name of ["validation", "test"]) {
      const trainer = newTrainer(
        newModel({ likelihood: "gaussian" }),
        { binarize: "none" },
        { train: tinyData.train, [name]: far },
      );
      const run = trainer.run({ epochs: 1 });
      await expect(run).rejects.toThrow(NonFiniteError);
      await expect(run).rejects.toThrow(
        new RegExp(`After epoch 1, the ${name} set: the .* is -?(NaN|Infinity)`),
      );
    }
  });

  it("advises to scale data whose very first loss is not finite", async () => {
    const far = { train: { images: { data: new Float32Array(32).fill(1e30), shape: [2, 4, 4] } } };
    const trainer = newTrainer(newModel({ likelihood: "gaussian" }), { binarize: "none" }, far);
    await expect(trainer.run({ epochs: 1 })).rejects.toThrow(/At step 1 the .* became .*centre and scale/);
  });

  it("says that the model's weights are not finite, before the first step", async () => {
    const model = newModel({ likelihood: "gaussian" });
    const step = trainingStep(model, { rng: new Rng(0) });
    await step({ x: { data: new Float32Array(32).fill(1e30), shape: [2, 16] }, beta: 1 });
    step.dispose();
    const trainer = newTrainer(model, { binarize: "none" });
    for (let i = 0; i < 2; i++) {
      await expect(trainer.run({ epochs: 1 })).rejects.toThrow(/weight \S+ of the model is not finite/);
    }
  });

  it("ends with an error where the trainer is disposed of, and keeps nothing", async () => {
    for (const when of ["at once", "on the way"]) {
      const trainer = new Trainer(newModel(), tinyData, { binarize: "threshold" });
      const run = trainer.run({
        epochs: 3,
        onStep: () => (when === "on the way" ? trainer.dispose() : undefined),
      });
      if (when === "at once") trainer.dispose();
      await expect(run).rejects.toThrow(InvalidArgumentError);
      await expect(run).rejects.toThrow("The trainer was disposed of while it ran");
    }
  });

  it("rejects with the first error where leaving fails as well", async () => {
    const directory = join(emptyFolder(), "run");
    const trainer = newTrainer(newModel(), { checkpoint: { directory } });
    const warnings: string[] = [];
    const reason = new Error("enough");
    const run = trainer.run({
      epochs: 1,
      onStep: ({ step }) => {
        if (step !== 2) return;
        renameSync(directory, `${directory}-away`);
        writeFileSync(directory, "a file in the folder's place");
        throw reason;
      },
      onWarning: (message) => void warnings.push(message),
    });
    await expect(run).rejects.toBe(reason);
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/left no checkpoint/);
  });

  it("leaves a checkpoint also where a callback throws a CheckpointError of its own", async () => {
    const folder = emptyFolder();
    const trainer = newTrainer(newModel(), { checkpoint: { directory: join(folder, "run") } });
    const onStep: RunOptions["onStep"] = ({ step }) =>
      step === 4 ? trainer.model.save(join(folder, "missing", "model")) : undefined;
    await expect(trainer.run({ epochs: 1, onStep })).rejects.toThrow(CheckpointError);
    expect(checkpointsIn(join(folder, "run")).at(-1)).toContain("00000004");
  });

  it("hands out records that nobody can change", async () => {
    const trainer = newTrainer(newModel());
    const onEpoch = (record: EpochRecord): void => {
      (record as { epoch: number }).epoch = 7;
    };
    await expect(trainer.run({ epochs: 1, onEpoch })).rejects.toThrow(TypeError);
    expect(trainer.history[0]?.epoch).toBe(1);
  });
});

describe("A trainer", () => {
  it("takes what a loader gives, with a name beside the sets, but no set of another name", () => {
    const loaded = { ...tinyData, name: "stripes", note: undefined };
    expect(() => newTrainer(newModel(), {}, loaded)).not.toThrow();
    const make = (): Trainer => newTrainer(newModel(), {}, { ...tinyData, valid: tinyData.test });
    expect(make).toThrow(InvalidArgumentError);
    expect(make).toThrow(/a set valid.*train, validation, test/);
  });

  it("fills in what an objective from JSON leaves out", async () => {
    const objective = { kind: "elbo" } as unknown as NonNullable<Trainer["options"]["objective"]>;
    const trainer = newTrainer(newModel(), { objective });
    expect(trainer.options.objective).toEqual({ kind: "elbo", beta: 1, warmUp: 0 });
    await trainer.run({ epochs: 1 });
  });
});

describe("Trainer.resume", () => {
  it.each([null, {}, { model: { kind: "GAN" } }, { model: 3, options: {} }])(
    "refuses a whole checkpoint of something else: %j",
    async (record) => {
      const folder = emptyFolder();
      await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
      const path = checkpointsIn(folder).at(-1) as string;
      writeFileSync(path, encodeCheckpoint({ arrays: {}, record }));
      const refused = Trainer.resume(folder, tinyData);
      await expect(refused).rejects.toThrow(CheckpointError);
      await expect(refused).rejects.toThrow(/no checkpoint of a training/);
      expect(readFileSync(path).length).toBeGreaterThan(0);
    },
  );

  it("gives a model that is disposed of on its own", async () => {
    const folder = emptyFolder();
    await newTrainer(disposedAfterwards(new VariationalAutoencoder({ inputShape: [4, 4] })), {
      checkpoint: { directory: folder },
    }).run({ epochs: 1 });
    const trainer = await Trainer.resume(folder, tinyData);
    trainer.dispose();
    expect(Object.keys(await trainer.model.weights()).length).toBeGreaterThan(0);
    trainer.model.dispose();
  });
});

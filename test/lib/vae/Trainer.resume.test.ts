import { existsSync, mkdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { CheckpointError, InvalidArgumentError, NonFiniteError } from "kl-to-vae/errors";
import { decodeSafetensors } from "kl-to-vae/network";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import { Autoencoder, Trainer } from "kl-to-vae/vae";
import { encodeCheckpoint } from "../../../lib/src/vae/checkpoint/encodeCheckpoint.js";
import { readCheckpoint } from "../../../lib/src/vae/checkpoint/readCheckpoint.js";
import { checkpointsIn, emptyFolder, flipBit, runAndAbort, untimed } from "./checkpoints.js";
import { disposedAfterwards, newModel, newTrainer, resumed, tinyData } from "./tinyTraining.js";
import { tinyImages } from "./tinyImages.js";

beforeEach(async () => {
  await useBackend("cpu");
  const before = memory();
  onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
});

describe("Trainer.resume", () => {
  it("goes on with an autoencoder", async () => {
    const newAutoencoder = (): Autoencoder =>
      disposedAfterwards(new Autoencoder({ inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 }));
    const straight = newAutoencoder();
    await newTrainer(straight).run({ epochs: 2 });
    const folder = emptyFolder();
    await runAndAbort(newTrainer(newAutoencoder(), { checkpoint: { directory: folder } }), 2, 3);
    const trainer = await resumed(folder);
    expect(trainer.model).toBeInstanceOf(Autoencoder);
    await trainer.run({ epochs: 2 });
    expect(await trainer.model.weights()).toEqual(await straight.weights());
  });

  it.for([
    ["a flipped bit", (path: string) => flipBit(path, 5000)],
    ["its end cut off", (path: string) => truncateSync(path, 4000)],
    ["nothing in it", (path: string) => truncateSync(path, 0)],
  ] as const)("uses the checkpoint before one with %s, and says so", async ([, damage]) => {
    const straight = newModel();
    await newTrainer(straight).run({ epochs: 3 });
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 2 });
    const newest = checkpointsIn(folder).at(-1) as string;
    damage(newest);
    const warnings: string[] = [];
    const trainer = await resumed(folder, tinyData, (message) => void warnings.push(message));
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toContain(newest);
    expect(warnings[0]).toContain("Going on from");
    expect(trainer.history).toHaveLength(1);
    await trainer.run({ epochs: 2 });
    expect(await trainer.model.weights()).toEqual(await straight.weights());
    // The damaged one is gone: it would be found again.
    const again: string[] = [];
    expect((await resumed(folder, tinyData, (message) => void again.push(message))).history).toHaveLength(3);
    expect(again).toEqual([]);
  });

  it("refuses where no checkpoint is whole, and names them all", async () => {
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
    const paths = checkpointsIn(folder);
    expect(paths).toHaveLength(2);
    for (const path of paths) flipBit(path, 3000);
    const refused = Trainer.resume(folder, tinyData);
    await expect(refused).rejects.toThrow(CheckpointError);
    for (const path of paths) await expect(refused).rejects.toThrow(path);
  });

  it("refuses a folder that is not there or holds no checkpoint", async () => {
    await expect(Trainer.resume(join(emptyFolder(), "none"), tinyData)).rejects.toThrow(CheckpointError);
    await expect(Trainer.resume(emptyFolder(), tinyData)).rejects.toThrow("There is no checkpoint");
  });

  it.for<[string, object]>([
    ["train", { ...tinyData, train: { images: tinyImages(90, 8) } }],
    ["validation", { train: tinyData.train, test: tinyData.test }],
    ["test", { ...tinyData, test: { images: tinyImages(41, 1) } }],
  ])("refuses another %s set", async ([name, others]) => {
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
    const refused = Trainer.resume(folder, others as typeof tinyData);
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(`its ${name} set was`);
  });

  it("refuses what is no data", async () => {
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
    for (const wrong of [undefined, {}, { train: tinyImages(3) }, { train: { images: [1, 2] } }]) {
      await expect(Trainer.resume(folder, wrong as unknown as typeof tinyData)).rejects.toThrow(
        InvalidArgumentError,
      );
    }
  });

  it("goes on in a folder that was moved", async () => {
    const [folder, straight] = [emptyFolder(), newModel()];
    await newTrainer(straight).run({ epochs: 2 });
    const [before, after] = [join(folder, "before"), join(folder, "elsewhere", "after")];
    await newTrainer(newModel(), { checkpoint: { directory: before } }).run({ epochs: 1 });
    mkdirSync(join(folder, "elsewhere"));
    renameSync(before, after);
    const trainer = await resumed(after);
    await trainer.run({ epochs: 1 });
    expect(await trainer.model.weights()).toEqual(await straight.weights());
    expect(checkpointsIn(after).at(-1)).toContain("00000012");
    expect(existsSync(before)).toBe(false);
  });

  it("says where the machine is another, on which the bits may differ", async () => {
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
    const newest = checkpointsIn(folder).at(-1) as string;
    const checkpoint = await readCheckpoint(newest);
    const record = structuredClone(checkpoint.record) as { environment: Record<string, string> };
    record.environment["processor"] = "an abacus";
    writeFileSync(newest, encodeCheckpoint({ ...checkpoint, record }));
    const warnings: string[] = [];
    await (await resumed(folder, tinyData, (message) => void warnings.push(message))).run({ epochs: 1 });
    expect(warnings).toHaveLength(1);
    expect(warnings[0]).toMatch(/not to the same bits.*processor: an abacus then, .* now/);
  });

  it("takes weights that the model is given before the first step", async () => {
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
    const trainer = await resumed(folder);
    const weights = await newModel({ seed: 9 }).weights();
    await trainer.model.setWeights(weights);
    await runAndAbort(trainer, 1, 1);
    const first = (await trainer.model.weights())["encoder.0.weight"]?.data[0] as number;
    expect(first).toBeCloseTo(weights["encoder.0.weight"]?.data[0] as number, 1);
  });
});

describe("A trainer's checkpoints", () => {
  it("are written before the first step, after every so many, after each epoch, and the latest are kept", async () => {
    const folder = emptyFolder();
    const model = newModel();
    const trainer = newTrainer(model, { checkpoint: { directory: folder, everySteps: 4, keep: 100 } });
    await runAndAbort(trainer, 3, 9);
    const stepsOf = (path: string): number => Number(/(\d+)\.safetensors/.exec(path)?.[1]);
    expect(checkpointsIn(folder).map(stepsOf)).toEqual([0, 4, 6, 8, 9]);
    const other = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: other, keep: 2 } }).run({ epochs: 4 });
    expect(checkpointsIn(other).map(stepsOf)).toEqual([18, 24]);
  });

  it("hold the weights as the model gives them, readable as plain safetensors", async () => {
    const folder = emptyFolder();
    const model = newModel({ architecture: "conv", hidden: [3] });
    const trainer = newTrainer(model, { checkpoint: { directory: folder } });
    await trainer.run({ epochs: 2 });
    const { tensors } = decodeSafetensors(readFileSync(checkpointsIn(folder).at(-1) as string));
    const weights = await model.weights();
    for (const [name, array] of Object.entries(weights)) {
      expect(tensors[name]).toEqual(array);
      expect(tensors[`optimizer.firstMoment.${name}`]?.shape).toEqual(array.shape);
      expect(tensors[`optimizer.secondMoment.${name}`]?.shape).toEqual(array.shape);
      expect(tensors[`best.${name}`]?.shape).toEqual(array.shape);
    }
    expect(Object.keys(tensors)).toHaveLength(4 * Object.keys(weights).length);
  });

  it("are not mixed with those of another training", async () => {
    const folder = emptyFolder();
    await newTrainer(newModel(), { checkpoint: { directory: folder } }).run({ epochs: 1 });
    const before = checkpointsIn(folder).map((path) => readFileSync(path));
    const model = newModel();
    const weights = await model.weights();
    const refused = newTrainer(model, { checkpoint: { directory: folder } }).run({ epochs: 1 });
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(/another training.*Trainer\.resume/);
    expect(await model.weights()).toEqual(weights);
    expect(checkpointsIn(folder).map((path) => readFileSync(path))).toEqual(before);
  });

  it("that cannot be written end the run with an error that says why; nothing that was learned is lost", async () => {
    const folder = emptyFolder();
    const straight = newModel();
    await newTrainer(straight).run({ epochs: 3 });
    const model = newModel();
    const directory = join(folder, "run");
    const trainer = newTrainer(model, { checkpoint: { directory, everySteps: 2 } });
    await trainer.run({ epochs: 1 });
    renameSync(directory, join(folder, "away"));
    writeFileSync(directory, "a file in the folder's place");
    const refused = trainer.run({ epochs: 2 });
    await expect(refused).rejects.toThrow(CheckpointError);
    await expect(refused).rejects.toThrow(directory);
    renameSync(directory, join(folder, "file"));
    renameSync(join(folder, "away"), directory);
    await trainer.run({ epochs: 2 });
    expect(await model.weights()).toEqual(await straight.weights());
    expect((await resumed(directory)).history).toHaveLength(3);
  });

  it("are of good weights alone: after a loss that is not finite the training can be resumed", async () => {
    const folder = emptyFolder();
    const model = newModel({ likelihood: "gaussian" });
    const before = await model.weights();
    const trainer = newTrainer(model, {
      binarize: "none",
      learningRate: 1e30,
      checkpoint: { directory: folder, everySteps: 1 },
    });
    await expect(trainer.run({ epochs: 1 })).rejects.toThrow(NonFiniteError);
    for (const path of checkpointsIn(folder)) {
      const { tensors } = decodeSafetensors(readFileSync(path));
      for (const { data: values } of Object.values(tensors)) expect(values.every(Number.isFinite)).toBe(true);
    }
    const trainerAgain = await resumed(folder);
    expect(trainerAgain.history).toEqual([]);
    expect(Object.keys(await trainerAgain.model.weights())).toEqual(Object.keys(before));
  });
});

describe("A trainer's metrics log", () => {
  const linesOf = (path: string): unknown[] =>
    readFileSync(path, "utf8")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);

  it("has a line for each epoch, in the checkpoints' folder where no other place is named", async () => {
    const folder = emptyFolder();
    const path = join(folder, "deeper", "log.jsonl");
    const trainer = newTrainer(newModel(), { metricsLog: path });
    await trainer.run({ epochs: 2 });
    await trainer.run({ epochs: 1 });
    expect(linesOf(path)).toEqual(trainer.history);
    const other = newTrainer(newModel(), { checkpoint: { directory: folder } });
    await other.run({ epochs: 1 });
    expect(linesOf(join(folder, "metrics.jsonl"))).toEqual(other.history);
  });

  it("of a resumed training is that of a single one", async () => {
    const folder = emptyFolder();
    const first = newTrainer(newModel(), { checkpoint: { directory: folder, keep: 9 } });
    await first.run({ epochs: 3 });
    // As if the process had been killed within the second epoch, but had written about the third.
    for (const path of checkpointsIn(folder).slice(2)) flipBit(path, 4000);
    const second = await resumed(folder, tinyData, () => undefined);
    await second.run({ epochs: 1 });
    expect(linesOf(join(folder, "metrics.jsonl"))).toEqual(second.history);
    expect(untimed(second.history)).toEqual(untimed(first.history.slice(0, 2)));
  });

  it("is not written over that of another training", async () => {
    const path = join(emptyFolder(), "log.jsonl");
    await newTrainer(newModel(), { metricsLog: path }).run({ epochs: 1 });
    const text = readFileSync(path, "utf8");
    await expect(newTrainer(newModel(), { metricsLog: path }).run({ epochs: 1 })).rejects.toThrow(
      CheckpointError,
    );
    expect(readFileSync(path, "utf8")).toBe(text);
  });
});

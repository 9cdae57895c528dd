import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { memory, useBackend } from "kl-to-vae/tensorflow";
import { evaluate, VariationalAutoencoder } from "kl-to-vae/vae";
import { mapRows } from "../../../lib/src/vae/model/mapRows.js";
import { tinyImages } from "./tinyImages.js";

const model = new VariationalAutoencoder({
  inputShape: [4, 4],
  likelihood: "continuous-bernoulli",
  hidden: [],
  latentDim: 2,
});
const images = tinyImages(1200);

beforeAll(() => useBackend("cpu"));

/** Whether the event loop turned before some work was done. */
async function letsOthersIn(work: () => Promise<unknown>): Promise<boolean> {
  let turned = false;
  setImmediate(() => (turned = true));
  await work();
  return turned;
}

describe("work on many images", () => {
  it.for<[string, () => Promise<unknown>]>([
    ["evaluate", () => evaluate(model, images, { rng: new Rng(0) })],
    ["encode", () => model.encode(images)],
    ["decode", () => model.decode({ data: new Float32Array(2 * 1200), shape: [1200, 2] })],
    ["generate", () => model.generate(1200, { rng: new Rng(0) })],
    ["generate samples", () => model.generate(1200, { rng: new Rng(0), output: "sample" })],
  ])("lets timers in: %s", async ([, work]) => {
    expect(await letsOthersIn(work)).toBe(true);
  });

  it("ends between two batches with the signal's reason, and leaves no tensor behind", async () => {
    await model.encode(tinyImages(1));
    const before = memory();
    const controller = new AbortController();
    const reason = new Error("enough");
    const batches: number[] = [];
    const work = mapRows(
      10,
      (start) => {
        batches.push(start);
        if (start === 2) controller.abort(reason);
        return [tf.zeros([2])];
      },
      { rowsAtOnce: 2, signal: controller.signal },
    );
    await expect(work).rejects.toBe(reason);
    expect(batches).toEqual([0, 2]);
    expect(memory()).toEqual(before);
  });

  it("can be aborted from outside: evaluate", async () => {
    const controller = new AbortController();
    const reason = new Error("enough");
    setImmediate(() => controller.abort(reason));
    const { signal } = controller;
    await expect(evaluate(model, images, { rng: new Rng(0), signal })).rejects.toBe(reason);
  });

  it("does not begin after the abortion, and refuses what is no signal", async () => {
    const rng = new Rng(0);
    const before = rng.state;
    const signal = AbortSignal.abort();
    await expect(evaluate(model, images, { rng, signal })).rejects.toBe(signal.reason);
    expect(rng.state).toEqual(before);
    const wrong = { rng, signal: "stop" as never };
    await expect(evaluate(model, images, wrong)).rejects.toThrow(
      'signal is "stop", but must be an AbortSignal',
    );
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { BackendError, TraceError } from "kl-to-vae/errors";
import { sgd } from "kl-to-vae/tensorflow";
import { compiled, held, onNativeTensorFlow, variable } from "./graphSteps.js";
import { circle, NoisyClassifier } from "./noisyClassifier.js";

onNativeTensorFlow();

function classifier(): NoisyClassifier {
  const made = new NoisyClassifier();
  onTestFinished(() => made.dispose());
  return made;
}

describe("a compiled step", () => {
  it("holds one graph and no tensor of its own, after 200 steps as after the first", async () => {
    const before = held();
    const model = classifier();
    const variables = held().tensors - before.tensors;
    await model.step(circle(16));
    const first = held();
    expect(first).toMatchObject({ tensors: before.tensors + variables, graphs: before.graphs + 1 });
    for (let i = 0; i < 200; i++) await model.step(circle(16, i));
    expect(held()).toEqual(first);
  });

  it("holds one graph however many shapes it has seen", async () => {
    const model = classifier();
    await model.step(circle(16));
    const first = held();
    for (let n = 1; n <= 10; n++) await model.step(circle(n));
    expect(held()).toEqual(first);
  });

  it("holds nothing more for its state being copied, loaded and prepared", async () => {
    const model = classifier();
    await model.step(circle(16));
    const state = await model.step.state();
    const before = held();
    for (let i = 0; i < 20; i++) {
      await model.step.load(state);
      await model.step.prepare(circle(16));
      await model.step(circle(16));
      await model.step.state();
    }
    expect(held()).toEqual(before);
  });

  it("holds nothing after it was disposed of, 20 times over", async () => {
    const before = held();
    for (let i = 0; i < 20; i++) {
      const model = new NoisyClassifier();
      await model.step(circle(8));
      model.dispose();
      expect(held()).toEqual(before);
    }
  });

  it("holds nothing for tensors of the user's that it is given", async () => {
    const w = variable([1, 2], [2]);
    const step = compiled(({ x }: { x: tf.Tensor }) => tf.sum(tf.mul(w, x)), {
      variables: { w },
      optimizer: sgd({ learningRate: 0.1 }),
    });
    const x = tf.tensor1d([1, 2]);
    await step({ x });
    const first = held();
    for (let i = 0; i < 20; i++) await step({ x });
    expect(held()).toEqual(first);
    expect(Array.from(await x.data())).toEqual([1, 2]);
    x.dispose();
  });

  it("holds nothing for losses that were refused, or that threw", async () => {
    const w = variable([1, 2], [2]);
    const outside = tf.tensor1d([1, 2]);
    const losses: ((x: tf.Tensor) => tf.Tensor)[] = [
      (x) => tf.sum(tf.mul(tf.mul(w, x), Math.random())),
      (x) => tf.sum(tf.mul(tf.square(tf.mul(w, x)), outside)),
      (x) => tf.mul(tf.sum(tf.square(w)), x.dataSync()[0] as number),
      (x) => (void tf.booleanMaskAsync(tf.mul(w, x), tf.greater(w, 0)), tf.sum(w)),
      (x) => tf.sum(tf.add(tf.unique(tf.mul(w, x)).values, w)),
      (x) => {
        throw new TypeError(`a mistake after ${tf.sum(tf.square(tf.mul(w, x))).shape.length}`);
      },
    ];
    for (const loss of losses) {
      const step = compiled(loss, { variables: { w }, optimizer: sgd({ learningRate: 0.1 }) });
      const call = (): Promise<number> => step({ data: Float32Array.of(1, 2), shape: [2] });
      await expect(call()).rejects.toSatisfy(
        (error) => error instanceof TraceError || error instanceof TypeError,
      );
      const first = held();
      await expect(call()).rejects.toThrow();
      expect(held()).toEqual(first);
    }
    outside.dispose();
  });

  it("holds nothing for steps that failed while they ran", async () => {
    const w = variable([1, 2, 3], [3]);
    const step = compiled((x: tf.Tensor) => tf.sum(tf.gather(w, tf.cast(x, "int32"))), {
      variables: { w },
      optimizer: sgd({ learningRate: 0.1 }),
    });
    await step({ data: Uint8Array.of(0, 1), shape: [2] });
    const first = held();
    for (let i = 0; i < 5; i++) {
      await expect(step({ data: Uint8Array.of(0, 9), shape: [2] })).rejects.toThrow(BackendError);
    }
    expect(held()).toEqual(first);
  });
});

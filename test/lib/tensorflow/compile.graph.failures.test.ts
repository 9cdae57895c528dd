import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { BackendError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { adam, sgd, type CompiledStep, type StepInput } from "kl-to-vae/tensorflow";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

type Inputs = { x: tf.Tensor; index: tf.Tensor };

/** A step that looks rows of a table up, adds noise and puts them through a layer. */
function lookUp(rng = new Rng(3)): CompiledStep<Inputs, tf.Tensor> {
  const table = variable(new Rng(1).normals(6), [3, 2]);
  const layer = variable(new Rng(2).normals(2), [2, 1]);
  return compiled(
    ({ x, index }, random) => {
      const rows = tf.gather(table, tf.cast(index, "int32"));
      const noisy = tf.add(rows, random.normal([2, 2]));
      return tf.mean(tf.square(tf.sub(tf.matMul(noisy, layer), x)));
    },
    { variables: { table, layer }, optimizer: adam({ learningRate: 0.1 }), rng },
  );
}

function batch(...index: [number, number]): { x: StepInput; index: StepInput } {
  return {
    x: { data: Float32Array.of(1, 2), shape: [2, 1] },
    index: { data: Float32Array.from(index), shape: [2] },
  };
}

describe("a compiled step that fails while it runs", () => {
  it("says so, has changed nothing, and the next works as if it had not been", async () => {
    const rng = new Rng(3);
    const [step, untroubled] = [lookUp(rng), lookUp()];
    for (let i = 0; i < 4; i++) {
      expect(await step(batch(i % 3, 1))).toBe(await untroubled(batch(i % 3, 1)));
    }
    const before = await step.state();
    for (const index of [3, -1, 2 ** 30]) {
      const failed = step(batch(0, index));
      await expect(failed).rejects.toThrow(BackendError);
      await expect(failed).rejects.toThrow(/could not run this step.*out of|not in/s);
    }
    expect(rng.state).toEqual(before.rng);
    expect(await step.state()).toEqual(before);
    expect(await step(batch(0, 2))).toBe(await untroubled(batch(0, 2)));
    expect(await step.state()).toEqual(await untroubled.state());
  });

  it("has changed nothing either where only the way back fails", async () => {
    const [w, b] = [variable([1, 2], [2]), variable(5)];
    /** The values themselves; their gradient is gathered by the index. */
    const withGatheredGradient = (x: tf.Tensor, index: tf.Tensor): tf.Tensor =>
      tf.customGrad((...given) => ({
        value: tf.clone(given[0] as tf.Tensor),
        gradFunc: (dy: tf.Tensor) => tf.gather(dy, tf.cast(index, "int32")),
      }))(x);
    const step = compiled(
      ({ index }: { index: tf.Tensor }) => tf.add(tf.sum(withGatheredGradient(w, index)), tf.square(b)),
      { variables: { w, b }, optimizer: sgd({ learningRate: 0.1, momentum: 0.5 }) },
    );
    const index = (last: number): StepInput => ({ data: Float32Array.of(1, last), shape: [2] });
    expect(await step({ index: index(0) })).toBe(28);
    const before = await step.state();
    for (let i = 0; i < 20; i++) {
      await expect(step({ index: index(2) })).rejects.toThrow(BackendError);
      expect(await step.state()).toEqual(before);
    }
  });

  it("fails for wrong inputs before anything is run, and names them", async () => {
    const step = lookUp();
    await step(batch(0, 1));
    const before = await step.state();
    await expect(step({ ...batch(0, 1), x: "a" as never })).rejects.toThrow("inputs.x is a");
    const disposed = tf.scalar(1);
    disposed.dispose();
    await expect(step({ ...batch(0, 1), x: disposed })).rejects.toThrow("inputs.x has been disposed of");
    await expect(step({ x: 1 } as never)).rejects.toThrow();
    const negative = { data: new Float32Array(4), shape: [-2, -2] };
    await expect(step({ ...batch(0, 1), x: negative })).rejects.toThrow("inputs.x has the shape [-2, -2]");
    expect(await step.state()).toEqual(before);
    await step(batch(1, 2));
  });

  it("fails where a variable of its own has been disposed of, and says which", async () => {
    const [w, b] = [variable(1), variable(2)];
    const step = compiled(() => tf.mul(w, b), { variables: { w, b }, optimizer: adam() });
    await step({});
    b.dispose();
    for (const call of [() => step({}), () => step.state(), () => step.prepare({})]) {
      await expect(call()).rejects.toThrow("The variable b has been disposed of");
    }
  });
});

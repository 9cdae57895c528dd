import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { ShapeError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { adam, compile, memory, type BackendName, type CompiledStep } from "kl-to-vae/tensorflow";
import { startBackend } from "../vae/startBackend.js";

type Inputs = { x: tf.Tensor };
type Loss = { loss: tf.Tensor; count: tf.Tensor };

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function takesStepsInARow(backend: BackendName): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend(backend);
    if (obstacle !== undefined) context.skip(obstacle);
    const before = memory();
    onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
  });

  const newStep = (): CompiledStep<Inputs, Loss> => {
    const w = tf.tidy(() => tf.variable(tf.tensor1d([1, -2])));
    const step = compile(
      ({ x }: Inputs, random) => ({
        loss: tf.mean(tf.square(tf.sub(tf.add(x, random.normal(x.shape)), w))),
        count: tf.scalar(x.shape[0], "int32"),
      }),
      { variables: { w }, optimizer: adam({ learningRate: 0.1 }), rng: new Rng(1) },
    );
    onTestFinished(() => {
      step.dispose();
      w.dispose();
    });
    return step;
  };

  const batch = (n: number): { x: { data: Float32Array; shape: number[] } } => ({
    x: { data: new Rng(n).normals(2 * n), shape: [n, 2] },
  });

  describe(`many steps in a row on the ${backend} backend`, () => {
    it("give what they give one by one, also with batches of several sizes", async () => {
      const [together, single] = [newStep(), newStep()];
      const batches = [3, 3, 5, 3, 4].map(batch);
      const losses: object[] = [];
      for (const each of batches) losses.push(await single(each));
      expect(await together.many(batches)).toEqual(losses);
      expect(await together.state()).toEqual(await single.state());
      expect(await together.many([])).toEqual([]);
      expect(await together(batch(2))).toEqual(await single(batch(2)));
    });

    it("end before the one that fails, and leave its error to the next call", async () => {
      const [step, reference] = [newStep(), newStep()];
      const wrong = { x: { data: new Float32Array(3), shape: [2, 2] } };
      const losses = await step.many([batch(3), batch(3), wrong, batch(3)]);
      expect(losses).toEqual(await reference.many([batch(3), batch(3)]));
      expect(await step.state()).toEqual(await reference.state());
      await expect(step.many([wrong, batch(3)])).rejects.toThrow(ShapeError);
      expect(await step.state()).toEqual(await reference.state());
    });
  });
}

import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { BackendError, InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import { adam, compile, memory, type BackendName, type CompiledStep } from "kl-to-vae/tensorflow";
import { startBackend } from "../vae/startBackend.js";

type Inputs = { x: tf.Tensor };
type Loss = { loss: tf.Tensor; count: tf.Tensor };

type Read = (...parameters: unknown[]) => unknown;

interface NativeBackend extends tf.KernelBackend {
  binding: { readonly tensorDataSync: Read };
  getNumOfTFTensors(): number;
}

/** Lets the backend fail once to give numbers out, after it did so some times. */
function failToRead(backend: BackendName, after: number): void {
  let left = after;
  const failing =
    (read: Read): Read =>
    (...parameters) => {
      if (left-- === 0) throw new Error("out of memory");
      return read(...parameters);
    };
  if (backend === "tensorflow") {
    const native = tf.backend() as NativeBackend;
    const { binding } = native;
    // The binding's own functions cannot be replaced.
    native.binding = Object.create(binding, {
      tensorDataSync: { value: failing((...parameters) => binding.tensorDataSync(...parameters)) },
    }) as NativeBackend["binding"];
    onTestFinished(() => {
      native.binding = binding;
    });
  } else {
    const plain = tf.backend();
    const read = plain.read.bind(plain) as Read;
    const spy = vi.spyOn(plain, "read").mockImplementation(failing(read) as typeof plain.read);
    onTestFinished(() => spy.mockRestore());
  }
}

/** Tensors of TensorFlow.js and, where there is one, of the native library behind it. */
function tensors(backend: BackendName): number {
  return (
    memory().tensors + (backend === "tensorflow" ? (tf.backend() as NativeBackend).getNumOfTFTensors() : 0)
  );
}

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

    it("are all given back where the loss of one cannot be read, and the step says why", async () => {
      const [step, reference] = [newStep(), newStep()];
      await reference.many([batch(3), batch(3), batch(3)]);
      await step.prepare(batch(3));
      const before = tensors(backend);
      failToRead(backend, 1);
      const failed = step.many([batch(3), batch(3), batch(3)]);
      await expect(failed).rejects.toThrow("out of memory");
      if (backend === "tensorflow") await expect(failed).rejects.toThrow(BackendError);
      expect(tensors(backend)).toBe(before);
      expect(await step.state()).toEqual(await reference.state());
    });

    it("must be in an array", async () => {
      const step = newStep();
      for (const wrong of [batch(3), undefined, 3, new Set([batch(3)])]) {
        const refused = step.many(wrong as never);
        await expect(refused).rejects.toThrow(InvalidArgumentError);
        await expect(refused).rejects.toThrow("must be an array with the inputs of each step");
      }
    });
  });

  describe(`a step on the ${backend} backend whose loss cannot be read`, () => {
    it("says why, and neither counts nor takes numbers of the generator", async () => {
      const step = newStep();
      await step(batch(3));
      const state = await step.state();
      const before = tensors(backend);
      failToRead(backend, 0);
      const failed = step(batch(3));
      await expect(failed).rejects.toThrow("out of memory");
      if (backend === "tensorflow") await expect(failed).rejects.toThrow(BackendError);
      expect(tensors(backend)).toBe(before);
      const { steps, rng } = await step.state();
      expect({ steps, rng }).toEqual({ steps: state.steps, rng: state.rng });
    });
  });
}

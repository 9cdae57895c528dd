import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import {
  adam,
  compile,
  memory,
  sgd,
  type BackendName,
  type CompiledStep,
  type CompileOptions,
  type InputTensors,
  type RandomTensors,
  type StepLoss,
  type StepState,
} from "kl-to-vae/tensorflow";
import { distance } from "../vae/distance.js";
import { startBackend } from "../vae/startBackend.js";
import { circle, NoisyClassifier } from "./noisyClassifier.js";
import { optimizerOracle, oracleBatches, oracleLoss, oracleVariables } from "./optimizerCases.js";

type Case = (typeof optimizerOracle.optimizers)[string];

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function trainsEagerly(backend: BackendName): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend(backend);
    if (obstacle !== undefined) context.skip(obstacle);
    const before = memory();
    onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
  });

  const classifier = (options: Partial<CompileOptions> = {}): NoisyClassifier => {
    const made = new NoisyClassifier({ mode: "eager", ...options });
    onTestFinished(() => made.dispose());
    return made;
  };

  /** A step that trains one number w, from 1, by plain gradient descent at rate 1. */
  const single = <T extends InputTensors, L extends StepLoss>(
    loss: (w: tf.Variable, inputs: T, random: RandomTensors) => L,
    rng?: Rng,
  ): { w: tf.Variable; step: CompiledStep<T, L> } => {
    const w = tf.tidy(() => tf.variable(tf.scalar(1)));
    const step = compile((inputs: T, random) => loss(w, inputs, random), {
      variables: { w },
      optimizer: sgd({ learningRate: 1 }),
      mode: "eager",
      ...(rng !== undefined && { rng }),
    });
    onTestFinished(() => {
      step.dispose();
      w.dispose();
    });
    return { w, step };
  };

  describe(`a step, operation by operation on the ${backend} backend,`, () => {
    it.for(Object.keys(optimizerOracle.optimizers))("has PyTorch's losses and weights: %s", async (name) => {
      const { optimizer, losses, weightsAfter } = optimizerOracle.optimizers[name] as Case;
      const variables = oracleVariables();
      const step = compile((batch: { x: tf.Tensor; y: tf.Tensor }) => oracleLoss(variables, batch), {
        variables,
        optimizer,
        mode: "eager",
      });
      const found: number[] = [];
      for (const batch of oracleBatches) found.push(await step(batch));
      expect(distance(found, losses)).toBeLessThan(1e-6);
      for (const [weight, values] of Object.entries(weightsAfter)) {
        expect(distance(variables[weight]?.dataSync() ?? [], values), weight).toBeLessThan(2e-6);
      }
      step.dispose();
      tf.dispose(variables);
    });

    it("learns, reports the metrics before the change, and holds no more tensors after many steps", async () => {
      const { step } = classifier();
      const batch = circle(64);
      const first = await step(batch);
      const { tensors } = memory();
      let last = first;
      for (let i = 0; i < 80; i++) last = await step(batch);
      expect(memory().tensors).toBe(tensors);
      expect(Object.keys(first)).toEqual(["loss", "accuracy"]);
      expect(last.loss).toBeLessThan(first.loss / 2);
      expect(last.accuracy).toBeGreaterThan(0.85);
    });

    it("gives the loss of the weights as they were before it", async () => {
      const { step, w } = single((variable) => tf.square(variable));
      expect(await step({})).toBe(1);
      expect(w.dataSync()[0]).toBe(-1);
      expect(await step({})).toBe(1);
      expect(w.dataSync()[0]).toBe(1);
    });

    it("draws what the generator would, in the order of the calls, and moves it on", async () => {
      const rng = new Rng(3);
      const copy = Rng.from(rng.state);
      const { step } = single((w, _, random) => {
        const u = random.uniform([3, 2]);
        const z = random.normal([5]);
        expect([u.shape, z.shape, u.dtype, z.dtype]).toEqual([[3, 2], [5], "float32", "float32"]);
        expect(random.normal([2, 0]).shape).toEqual([2, 0]);
        return { loss: tf.square(w), u: tf.sum(u), z: tf.sum(z) };
      }, rng);
      for (let i = 0; i < 3; i++) {
        const { u, z } = await step({});
        const sum = (values: Float32Array): number => values.reduce((total, value) => total + value, 0);
        expect(u).toBeCloseTo(sum(copy.uniforms(6)), 5);
        expect(z).toBeCloseTo(sum(copy.normals(5)), 5);
        expect(rng.state).toEqual(copy.state);
      }
    });

    it("takes numbers, arrays and tensors, alone, in a list or by name, and leaves given tensors alone", async () => {
      const given = tf.tensor1d([1, 2], "int32");
      const seen: string[] = [];
      const note = (...tensors: tf.Tensor[]): void => {
        seen.push(
          tensors.map(({ dtype, shape }) => `${dtype}[${shape.join()}]`).join(" "),
          tensors.map((tensor) => tensor.dataSync().join()).join(" "),
        );
      };
      const alone = single((w, x: tf.Tensor) => (note(x), tf.square(w)));
      await alone.step(0.5);
      await alone.step({ data: Uint8Array.of(7, 255), shape: [2, 1] });
      await alone.step(given);
      const list = single((w, [x, y]: readonly [tf.Tensor, tf.Tensor]) => (note(x, y), tf.square(w)));
      await list.step([given, { data: Float64Array.of(1, 2), shape: [1, 2] }]);
      const named = single((w, { data, shape }: { data: tf.Tensor; shape: tf.Tensor }) => {
        note(data, shape);
        return tf.square(w);
      });
      await named.step({ data: { data: Float32Array.of(3), shape: [] }, shape: -1 });
      expect(seen).toEqual([
        ...["float32[]", "0.5"],
        ...["int32[2,1]", "7,255"],
        ...["int32[2]", "1,2"],
        ...["int32[2] float32[1,2]", "1,2 1,2"],
        ...["float32[] float32[]", "3 -1"],
      ]);
      expect(given.isDisposed).toBe(false);
      given.dispose();
    });

    it("serves calls that overlap one after the other", async () => {
      const [together, apart] = [classifier(), classifier()];
      const batches = [1, 2, 3, 4].map((seed) => circle(16, seed));
      const overlapping = await Promise.all(batches.map((batch) => together.step(batch)));
      const single: unknown[] = [];
      for (const batch of batches) single.push(await apart.step(batch));
      expect(overlapping).toEqual(single);
      expect(together.values()).toEqual(apart.values());
    });

    it("changes nothing where it fails: not the weights, the slots, the count or the generator", async () => {
      const rng = new Rng(9);
      const model = classifier({ rng });
      const batch = circle(16);
      await model.step(batch);
      const before = await model.step.state();
      const wide = { ...batch, x: { data: new Float32Array(48), shape: [16, 3] } };
      await expect(model.step(wide)).rejects.toThrow();
      await expect(model.step({ ...batch, y: 1 / 0, x: undefined as unknown as number })).rejects.toThrow(
        "inputs.x is undefined",
      );
      expect(await model.step.state()).toEqual(before);
      expect(rng.state).toEqual(before.rng);
    });

    it("goes through everything but the change when it is prepared", async () => {
      const model = classifier();
      await model.step(circle(16));
      const before = await model.step.state();
      await model.step.prepare(circle(16));
      expect(await model.step.state()).toEqual(before);
      await expect(model.step.prepare({ x: 1, y: 2 })).rejects.toThrow();
      expect(await model.step.state()).toEqual(before);
    });

    it("shows a loss that is not a number, and does not refuse it", async () => {
      const { step } = single((w, x: tf.Tensor) => tf.mul(w, x));
      expect(await step(NaN)).toBeNaN();
      expect(await step(1)).toBeNaN();
    });

    it("goes on from a state exactly as if it had never stopped", async () => {
      const [first, second] = [classifier(), classifier({ rng: new Rng(77) })];
      for (const seed of [1, 2, 3]) await first.step(circle(16, seed));
      const state = await first.step.state();
      expect(state.steps).toBe(3);
      expect(Object.keys(state.variables)).toEqual(["w1", "b1", "w2", "b2"]);
      expect(Object.keys(state.slots)).toEqual(["firstMoment", "secondMoment"]);
      expect(state.variables["w1"]?.shape).toEqual([2, 8]);
      await second.step.load(state);
      expect(second.values()).toEqual(first.values());
      expect(await second.step.state()).toEqual(state);
      for (const seed of [4, 5]) {
        expect(await second.step(circle(16, seed))).toEqual(await first.step(circle(16, seed)));
      }
      await first.step.load(state);
      expect(await first.step.state()).toEqual(state);
    });

    it("gives copies, and takes copies", async () => {
      const model = classifier();
      const before = model.values();
      const state = await model.step.state();
      for (const { data } of Object.values(state.variables)) data.fill(3);
      expect(model.values()).toEqual(before);
      await model.step.load(state);
      for (const { data } of Object.values(state.variables)) data.fill(4);
      expect(new Set(model.values())).toEqual(new Set([3]));
    });

    it("refuses a state that is not its own, and changes nothing then", async () => {
      const model = classifier();
      await model.step(circle(8));
      const state = await model.step.state();
      const others = Object.fromEntries(Object.entries(state.variables).filter(([name]) => name !== "w1"));
      const wrong: [StepState, string][] = [
        [{ ...state, steps: -1 }, "counts no steps"],
        [null as unknown as StepState, "counts no steps"],
        [{ ...state, variables: others }, "the variables must be w1, b1, w2, b2, but are b1, w2, b2"],
        [{ ...state, slots: {} }, "slots of adam must be firstMoment, secondMoment, but are none"],
        [
          { ...state, slots: { ...state.slots, secondMoment: others } },
          "arrays for secondMoment must be w1, b1, w2, b2, but are b1, w2, b2",
        ],
        [{ ...state, rng: null }, "without a generator"],
        [{ ...state, rng: { key: [1, -1], draws: 0, splits: 0 } }, "Not the state of a generator"],
        [
          { ...state, variables: { ...others, w1: { data: new Float32Array(16), shape: [8, 2] } } },
          "shape [8, 2]",
        ],
        [
          { ...state, variables: { ...others, w1: { data: new Float32Array(2), shape: [2, 8] } } },
          "2 numbers",
        ],
        [{ ...state, variables: { ...others, w1: 5 as never } }, "w1 is no array"],
      ];
      for (const [bad, message] of wrong) {
        const refused = model.step.load(bad);
        await expect(refused).rejects.toThrow(message);
        await expect(refused).rejects.toSatisfy(
          (error) => error instanceof InvalidArgumentError || error instanceof ShapeError,
        );
      }
      expect(await model.step.state()).toEqual(state);
    });

    it.for<[string, (w: tf.Variable, random: RandomTensors) => unknown]>([
      ["must be synchronous", (w) => Promise.reject(new Error(`${w.name} is read too late`))],
      ["The loss returned undefined", () => undefined],
      ["The loss returned 3", () => 3],
      ["The loss returned an object with kl", (w) => ({ kl: tf.square(w) })],
      ["The loss has the shape [2]", (w) => tf.mul(w, [1, 2])],
      ["The loss is a tensor of int32", (w) => tf.cast(w, "int32")],
      ["The metric kl is 3, but must be a scalar tensor", (w) => ({ loss: tf.square(w), kl: 3 })],
      ["The metric kl has the shape [1]", (w) => ({ loss: tf.square(w), kl: tf.reshape(w, [1]) })],
      ["The loss has no gradient for w", () => tf.scalar(1)],
      [
        "TensorFlow.js has no gradient for Any",
        (w) => tf.cast(tf.any(tf.cast(tf.square(w), "bool")), "float32"),
      ],
      ["compile it with a generator", (w, random) => tf.mul(w, random.normal([]))],
    ])("refuses a loss that is none: %s", async ([message, loss]) => {
      const { step } = single((w, _, random) => loss(w, random) as tf.Tensor);
      const before = memory();
      await expect(step({})).rejects.toThrow(message);
      expect(memory()).toEqual(before);
    });

    it("refuses random tensors without a proper shape", async () => {
      for (const shape of [[-1], [1.5], 3, undefined]) {
        const { step } = single(
          (w, _, random) => tf.mean(tf.mul(w, random.uniform(shape as never))),
          new Rng(1),
        );
        await expect(step({})).rejects.toThrow(ShapeError);
      }
    });

    it("leaves what the caller owns alone where the loss returns it", async () => {
      const { step, w } = single((variable, x: tf.Tensor) => ({
        loss: variable,
        x,
        w: variable,
      }));
      const x = tf.scalar(4);
      expect(await step(x)).toEqual({ loss: 1, x: 4, w: 1 });
      expect([x.isDisposed, w.isDisposed, w.dataSync()[0]]).toEqual([false, false, 0]);
      x.dispose();
    });

    it("serves the calls made before it was disposed of, refuses others, and leaves the variables", async () => {
      const [model, other] = [classifier(), classifier()];
      const { tensors } = memory();
      for (const { step } of [model, other]) await step(circle(8));
      const calls = [2, 3].map((seed) => model.step(circle(8, seed)));
      model.step.dispose();
      model.step.dispose();
      for (const late of [
        () => model.step(circle(8)),
        () => model.step.prepare(circle(8)),
        () => model.step.state(),
      ]) {
        await expect(late()).rejects.toThrow(InvalidArgumentError);
        await expect(late()).rejects.toThrow("disposed of");
      }
      expect(await Promise.all(calls)).toEqual([
        await other.step(circle(8, 2)),
        await other.step(circle(8, 3)),
      ]);
      other.step.dispose();
      expect(memory().tensors).toBe(tensors);
      expect(model.values()).toEqual(other.values());
    });

    it("gives its memory back at once where no call is under way", async () => {
      const model = classifier({ optimizer: adam() });
      const { tensors } = memory();
      await model.step(circle(8));
      expect(memory().tensors).toBe(tensors + 8);
      model.step.dispose();
      expect(memory().tensors).toBe(tensors);
    });
  });
}

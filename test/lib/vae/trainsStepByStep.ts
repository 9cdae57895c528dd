import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { InvalidArgumentError, ShapeError } from "kl-to-vae/errors";
import { Rng, type RngState } from "kl-to-vae/random";
import { adam, memory, sgd, useBackend, type BackendName } from "kl-to-vae/tensorflow";
import {
  Autoencoder,
  elbo,
  iwae,
  trainingStep,
  VariationalAutoencoder,
  type LatentVariableModel,
  type Objective,
  type TrainingStep,
  type TrainingStepOptions,
} from "kl-to-vae/vae";
import { distance } from "./distance.js";
import { startBackend } from "./startBackend.js";
import { tinyImages } from "./tinyImages.js";

const options = { inputShape: [4, 4], hidden: [8], latentDim: 2, seed: 1 };

function pixels(n: number, seed = 0): NdArray {
  const { data } = tinyImages(n, seed);
  return { data: data.map(Math.round), shape: [n, 16] };
}

/** All weights, one after the other. */
async function allWeights(model: LatentVariableModel): Promise<number[]> {
  return Object.values(await model.weights()).flatMap(({ data }) => Array.from(data));
}

/** Each backend needs a test file, and so a process, of its own: what one loads the others would find. */
export function trainsStepByStep(backend: BackendName): void {
  beforeEach(async (context) => {
    const obstacle = await startBackend(backend);
    if (obstacle !== undefined) context.skip(obstacle);
    const before = memory();
    onTestFinished(() => expect(memory(), "tensors that were left behind").toEqual(before));
  });

  const newModel = (): VariationalAutoencoder => {
    const model = new VariationalAutoencoder(options);
    onTestFinished(() => model.dispose());
    return model;
  };

  const stepOf = (model: LatentVariableModel, given: Partial<TrainingStepOptions> = {}): TrainingStep => {
    const step = trainingStep(model, { optimizer: adam({ learningRate: 0.01 }), rng: new Rng(3), ...given });
    onTestFinished(async () => {
      step.dispose();
      await model.weights();
    });
    return step;
  };

  describe(`a model's training step on the ${backend} backend`, () => {
    it("learns, and says what its loss is made of, with the β of each step", async () => {
      const step = stepOf(newModel());
      const first = await step({ x: pixels(32), beta: 1 });
      let last = first;
      for (const beta of [0, 0.5, ...Array<number>(60).fill(1)]) {
        last = await step({ x: pixels(32), beta });
        expect(last.loss / (beta * last.kl - last.reconstruction)).toBeCloseTo(1, 5);
      }
      expect(last.kl).toBeGreaterThan(0);
      expect(last.loss).toBeLessThan(first.loss - 1);
    });

    it("holds no more tensors after many steps", async () => {
      const step = stepOf(newModel());
      await step({ x: pixels(8), beta: 1 });
      const held = memory();
      for (let i = 0; i < 30; i++) await step({ x: pixels(8, i), beta: 1 });
      expect(memory()).toEqual(held);
    });

    it("does not change the model when it is prepared", async () => {
      const [model, other] = [newModel(), newModel()];
      const [step, reference] = [stepOf(model), stepOf(other)];
      const before = await allWeights(model);
      await step.prepare({ x: pixels(8), beta: 1 });
      expect(await allWeights(model)).toEqual(before);
      expect(await step({ x: pixels(8), beta: 1 })).toEqual(await reference({ x: pixels(8), beta: 1 }));
    });

    it("shows in the model at once: in its weights, its codes and its images", async () => {
      const [model, other] = [newModel(), newModel()];
      const [step, reference] = [stepOf(model), stepOf(other)];
      const images = tinyImages(5);
      let latest = await allWeights(model);
      for (let i = 0; i < 3; i++) {
        await step({ x: pixels(16, i), beta: 1 });
        await reference({ x: pixels(16, i), beta: 1 });
        const weights = await allWeights(model);
        expect(weights).not.toEqual(latest);
        latest = weights;
      }
      // The other one was not looked at in between.
      expect(await other.encode(images)).toEqual(await model.encode(images));
      expect(await allWeights(other)).toEqual(latest);
    });

    it("leaves the model what it learned when it is disposed of", async () => {
      const [model, other] = [newModel(), newModel()];
      const [step, reference] = [stepOf(model), stepOf(other)];
      for (const each of [step, reference]) await each({ x: pixels(16), beta: 1 });
      await reference.state();
      step.dispose();
      step.dispose();
      expect(await allWeights(model)).toEqual(await allWeights(other));
      await expect(step({ x: pixels(16), beta: 1 })).rejects.toThrow("has been disposed of");
      await expect(step.state()).rejects.toThrow(InvalidArgumentError);
    });

    it("serves the calls made before it is disposed of", async () => {
      const [model, other] = [newModel(), newModel()];
      const [step, reference] = [stepOf(model), stepOf(other)];
      const calls = [1, 2, 3].map((seed) => step({ x: pixels(8, seed), beta: 1 }));
      step.dispose();
      const losses = await Promise.all(calls);
      for (const [i, seed] of [1, 2, 3].entries()) {
        expect(await reference({ x: pixels(8, seed), beta: 1 })).toEqual(losses[i]);
      }
      expect(await allWeights(model)).toEqual(await allWeights(other));
    });

    it("leaves nothing behind when the model is disposed of with it", async () => {
      const before = memory();
      const model = new VariationalAutoencoder(options);
      const step = trainingStep(model, { rng: new Rng(1) });
      await step({ x: pixels(8), beta: 1 });
      step.dispose();
      model.dispose();
      await new Promise((resolve) => setTimeout(resolve, 0));
      expect(memory()).toEqual(before);
    });

    it("refuses to train a model that has been disposed of", async () => {
      const model = new VariationalAutoencoder(options);
      const step = trainingStep(model, { rng: new Rng(1) });
      model.dispose();
      await expect(step({ x: pixels(8), beta: 1 })).rejects.toThrow("The model has been disposed of");
      step.dispose();
    });

    it("refuses to go on with a model that was disposed of while a step was under way", async () => {
      for (let turns = 0; turns < 16; turns++) {
        const model = new VariationalAutoencoder(options);
        const step = trainingStep(model, { rng: new Rng(1) });
        await step({ x: pixels(8), beta: 1 });
        const underWay = step({ x: pixels(8), beta: 1 });
        for (let i = 0; i < turns; i++) await Promise.resolve();
        model.dispose();
        await underWay.catch(() => undefined);
        await expect(step({ x: pixels(8), beta: 1 })).rejects.toThrow("The model has been disposed of");
        step.dispose();
      }
    });

    it("follows weights that the model is given", async () => {
      const model = newModel();
      const optimizer = sgd({ learningRate: 0.1 });
      const step = stepOf(model, { optimizer });
      await step({ x: pixels(16), beta: 1 });
      const other = new VariationalAutoencoder({ ...options, seed: 9 });
      await model.setWeights(await other.weights());
      const rng = Rng.from((await step.state()).rng as RngState);
      const reference = trainingStep(other, { optimizer, rng });
      expect(await step({ x: pixels(16), beta: 1 })).toEqual(await reference({ x: pixels(16), beta: 1 }));
      expect(await allWeights(model)).toEqual(await allWeights(other));
      reference.dispose();
      other.dispose();
    });

    it("takes turns with another step for the same model", async () => {
      const [model, other] = [newModel(), newModel()];
      const optimizer = sgd({ learningRate: 0.1 });
      const alone = stepOf(other, { optimizer });
      const rng = new Rng(3);
      const turns = [stepOf(model, { optimizer, rng }), stepOf(model, { optimizer, rng })];
      for (const seed of [0, 1, 2, 3]) {
        const expected = await alone({ x: pixels(8, seed), beta: 1 });
        expect(await turns[seed % 2]?.({ x: pixels(8, seed), beta: 1 })).toEqual(expected);
      }
      expect(await allWeights(model)).toEqual(await allWeights(other));
    });

    it("goes on from a state as if it had never stopped, and has the model's weights in it", async () => {
      const [model, other] = [newModel(), newModel()];
      const [step, resumed] = [stepOf(model), stepOf(other, { rng: new Rng(99) })];
      await step({ x: pixels(8), beta: 1 });
      const state = await step.state();
      expect(Object.keys(state.variables)).toEqual(Object.keys(await model.weights()));
      expect(state.variables["encoder.0.weight"]?.shape).toEqual([16, 8]);
      await resumed.load(state);
      expect(await allWeights(other)).toEqual(await allWeights(model));
      expect(await resumed({ x: pixels(8, 1), beta: 1 })).toEqual(await step({ x: pixels(8, 1), beta: 1 }));
    });

    it("moves to another backend with what it has learned", async () => {
      const [model, other] = [newModel(), newModel()];
      const [step, reference] = [stepOf(model), stepOf(other)];
      for (const each of [step, reference]) await each({ x: pixels(8), beta: 1 });
      await useBackend("cpu");
      const codes = await model.encode(tinyImages(3));
      const moved = await step({ x: pixels(8, 1), beta: 1 });
      await useBackend(backend);
      const settled = await other.encode(tinyImages(3));
      expect(distance(codes.mean.data, settled.mean.data)).toBeLessThan(1e-5);
      const stayed = await reference({ x: pixels(8, 1), beta: 1 });
      expect(distance([moved.loss, moved.kl], [stayed.loss, stayed.kl])).toBeLessThan(1e-5);
      expect(distance(await allWeights(model), await allWeights(other))).toBeLessThan(1e-4);
    });

    it.for<[string, object, typeof ShapeError | typeof InvalidArgumentError]>([
      [
        "inputs.x must have the shape [n, 16]",
        { x: { data: new Float32Array(24), shape: [2, 12] }, beta: 1 },
        ShapeError,
      ],
      ["inputs.x must have the shape [n, 16]", { x: tinyImages(2), beta: 1 }, ShapeError],
      [
        "inputs.x holds int32",
        { x: { data: new Uint8Array(16), shape: [1, 16] }, beta: 1 },
        InvalidArgumentError,
      ],
      ["inputs.beta is missing", { x: pixels(2) }, InvalidArgumentError],
      ["inputs.x is missing", { beta: 1 }, InvalidArgumentError],
      [
        "inputs.beta must be one number",
        { x: pixels(1), beta: { data: new Float32Array(2), shape: [2] } },
        ShapeError,
      ],
    ])("refuses wrong inputs and changes nothing: %s", async ([message, inputs, kind]) => {
      const model = newModel();
      const step = stepOf(model);
      await step({ x: pixels(4), beta: 1 });
      const before = await step.state();
      const refused = step(inputs as { x: NdArray; beta: number });
      await expect(refused).rejects.toThrow(kind);
      await expect(refused).rejects.toThrow(message);
      expect(await step.state()).toEqual(before);
    });

    it("takes tensors, and leaves them alone", async () => {
      const [step, reference] = [stepOf(newModel()), stepOf(newModel())];
      const { data, shape } = pixels(4);
      const x = tf.tensor(data, [...shape], "float32");
      expect(await step({ x, beta: 1 })).toEqual(await reference({ x: pixels(4), beta: 1 }));
      expect(x.isDisposed).toBe(false);
      x.dispose();
    });

    it("has no use for another β with an importance weighted bound, and refuses it", async () => {
      const step = stepOf(newModel(), { objective: iwae({ samples: 2 }) });
      await expect(step({ x: pixels(4), beta: 0.5 })).rejects.toThrow("must be the number 1 for iwae");
      expect((await step({ x: pixels(4), beta: 1 })).loss).toBeGreaterThan(0);
    });
  });

  describe("trainingStep", () => {
    it("refuses what is no model, no objective or no generator", () => {
      const model = newModel();
      const rng = new Rng(0);
      expect(() => trainingStep({} as LatentVariableModel, { rng })).toThrow(
        "Expected a VariationalAutoencoder",
      );
      for (const objective of [
        { kind: "vae" },
        { kind: "elbo", beta: -1 },
        { kind: "iwae", samples: 0 },
        null,
        3,
      ]) {
        expect(() => trainingStep(model, { objective: objective as Objective, rng })).toThrow(
          InvalidArgumentError,
        );
      }
      expect(() => trainingStep(model, {} as TrainingStepOptions)).toThrow("pass it { rng: new Rng(seed) }");
      expect(() =>
        trainingStep(model, { objective: JSON.parse(JSON.stringify(elbo())) as Objective, rng }),
      ).not.toThrow();
    });

    it("refuses an importance weighted bound for an autoencoder, which has no posterior", () => {
      const model = new Autoencoder(options);
      expect(() => trainingStep(model, { objective: iwae({ samples: 5 }), rng: new Rng(0) })).toThrow(
        /autoencoder has no posterior.*elbo\(\)/i,
      );
    });
  });
}

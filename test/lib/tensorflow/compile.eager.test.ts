import * as tf from "@tensorflow/tfjs-core";
import { afterAll, beforeAll, describe, expect, expectTypeOf, it, onTestFinished } from "vitest";
import { BackendError, InvalidArgumentError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import {
  adam,
  compile,
  memory,
  sgd,
  useBackend,
  type CompileOptions,
  type StepInput,
} from "kl-to-vae/tensorflow";
import { circle, NoisyClassifier } from "./noisyClassifier.js";

let w: tf.Variable;
beforeAll(async () => {
  await useBackend("cpu");
  w = tf.variable(tf.scalar(1), true, "w");
});
afterAll(() => w.dispose());

const square = (): tf.Tensor => tf.square(w);
const options: CompileOptions = {
  get variables() {
    return { w };
  },
  optimizer: sgd({ learningRate: 0.1 }),
};

describe("compile", () => {
  it.for<[string, () => unknown]>([
    ["The loss is 3, but must be a function", () => compile(3 as never, options)],
    ["compile has no option seed; it has variables", () => compile(square, { ...options, seed: 1 } as never)],
    ["variables is undefined", () => compile(square, undefined as never)],
    ["variables is 3", () => compile(square, { ...options, variables: 3 } as never)],
    ["variables is empty", () => compile(square, { ...options, variables: [] })],
    [
      "The variable at 1 is not a tf.Variable",
      () => compile(square, { ...options, variables: [w, undefined as never] }),
    ],
    [
      "The variable bias is not a tf.Variable",
      () => compile(square, { ...options, variables: { bias: 3 as never } }),
    ],
    ["The variable w is w again", () => compile(square, { ...options, variables: [w, w] })],
    [
      "The variable again is first again",
      () => compile(square, { ...options, variables: { first: w, again: w } }),
    ],
    ["optimizer is undefined", () => compile(square, { variables: [w] } as never)],
    ['optimizer is "adam"', () => compile(square, { ...options, optimizer: "adam" as never })],
    ["learningRate is -1", () => compile(square, { ...options, optimizer: { ...adam(), learningRate: -1 } })],
    ["rng is 5, but must be a generator", () => compile(square, { ...options, rng: 5 as never })],
    ['mode is "graph"', () => compile(square, { ...options, mode: "graph" as never })],
    ["maxTraces is 0", () => compile(square, { ...options, maxTraces: 0 })],
  ])("refuses at once what it cannot work with: %s", ([message, call]) => {
    expect(call).toThrow(InvalidArgumentError);
    expect(call).toThrow(message);
  });

  it("refuses variables that cannot be trained", () => {
    const makers: [string, () => tf.Variable][] = [
      ["is not trainable", () => tf.variable(tf.scalar(1), false)],
      ["holds int32", () => tf.variable(tf.scalar(1, "int32"))],
    ];
    for (const [message, make] of makers) {
      const v = tf.tidy(make);
      expect(() => compile(square, { ...options, variables: { v } })).toThrow(`The variable v ${message}`);
      v.dispose();
      expect(() => compile(square, { ...options, variables: { v } })).toThrow("v has been disposed of");
    }
  });

  it("names the variables of an array after themselves", async () => {
    const step = compile(square, { ...options, variables: [w] });
    expect(await step.state()).toEqual({
      steps: 0,
      variables: { w: { data: Float32Array.of(1), shape: [] } },
      slots: {},
      rng: null,
    });
    step.dispose();
  });

  it("knows what the step takes and gives from the loss", () => {
    const scalar = compile((x: tf.Tensor2D) => tf.mean<tf.Scalar>(x), options);
    expectTypeOf(scalar).parameter(0).toEqualTypeOf<StepInput>();
    expectTypeOf(scalar).returns.resolves.toEqualTypeOf<number>();
    const pair = compile(([x, y]: [tf.Tensor, tf.Tensor]) => ({ loss: x, error: y }), options);
    expectTypeOf(pair).parameter(0).toEqualTypeOf<readonly [StepInput, StepInput]>();
    expectTypeOf(pair).returns.resolves.toEqualTypeOf<{ readonly loss: number; readonly error: number }>();
    const named = compile(({ x }: { x: tf.Tensor }) => x, options);
    expectTypeOf(named).parameter(0).toEqualTypeOf<{ readonly x: StepInput }>();
    [scalar, pair, named].forEach((step) => step.dispose());
  });

  it("starts the backend with the first call, and holds nothing before it", async () => {
    const before = memory();
    const step = compile(square, { ...options, optimizer: adam() });
    expect(memory()).toEqual(before);
    await step.state();
    expect(memory().tensors).toBe(before.tensors + 2);
    step.dispose();
    expect(memory()).toEqual(before);
  });
});

describe("a step whose backend changes between two calls", () => {
  it("goes on as if it had not", async () => {
    await useBackend("cpu");
    const before = memory();
    const [moved, settled] = [new NoisyClassifier({ mode: "eager" }), new NoisyClassifier({ mode: "eager" })];
    const backends = ["cpu", "wasm", "wasm", "cpu"] as const;
    for (const [seed, backend] of backends.entries()) {
      await useBackend("cpu");
      const expected = await settled.step(circle(32, seed));
      await useBackend(backend);
      const { loss, accuracy } = await moved.step(circle(32, seed));
      expect(loss / expected.loss).toBeCloseTo(1, 5);
      expect(accuracy).toBe(expected.accuracy);
    }
    expect((await moved.step.state()).steps).toBe(backends.length);
    expect((await moved.step.state()).rng).toEqual((await settled.step.state()).rng);
    moved.dispose();
    settled.dispose();
    expect(memory()).toEqual(before);
  });
});

describe("a step that its backend cannot do", () => {
  it("is refused with the operation's name and a way out, and changes nothing", async () => {
    await useBackend("wasm");
    const rng = new Rng(1);
    const filter = tf.tidy(() => tf.variable(tf.ones([2, 2, 1, 1])));
    const step = compile(
      (x: tf.Tensor, random) => {
        const noisy = tf.add<tf.Tensor4D>(x, random.normal(x.shape));
        return {
          loss: tf.mean(tf.square(tf.conv2d(noisy, filter as tf.Tensor4D, 1, "valid"))),
          x: tf.mean(x),
        };
      },
      { variables: { filter }, optimizer: adam(), rng, mode: "eager" },
    );
    onTestFinished(() => {
      step.dispose();
      filter.dispose();
    });
    const image = { data: new Float32Array(16), shape: [1, 4, 4, 1] };
    const before = await step.state();
    const held = memory();
    for (const call of [() => step(image), () => step.prepare(image)]) {
      const refused = call();
      await expect(refused).rejects.toThrow(BackendError);
      await expect(refused).rejects.toThrow("The backend wasm has no Conv2DBackpropFilter");
      await expect(refused).rejects.toThrow('useBackend("tensorflow")');
      await expect(refused).rejects.toHaveProperty(
        "cause.message",
        expect.stringContaining("Conv2DBackpropFilter"),
      );
    }
    expect(memory()).toEqual(held);
    expect(await step.state()).toEqual(before);
    await useBackend("cpu");
    expect((await step(image)).loss).toBeGreaterThan(0);
  });
});

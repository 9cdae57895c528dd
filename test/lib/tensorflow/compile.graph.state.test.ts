import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it, onTestFinished } from "vitest";
import { InvalidArgumentError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import {
  adam,
  sgd,
  useBackend,
  type CompiledStep,
  type CompileOptions,
  type StepState,
} from "kl-to-vae/tensorflow";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";
import { circle, NoisyClassifier } from "./noisyClassifier.js";

onNativeTensorFlow();

function classifier(options: Partial<CompileOptions> = {}): NoisyClassifier {
  const made = new NoisyClassifier(options);
  onTestFinished(() => made.dispose());
  return made;
}

/** What JSON makes of a state, with plain arrays, read back. */
function throughJson(state: StepState): StepState {
  const plain = JSON.stringify(state, (_, value: unknown) =>
    value instanceof Float32Array ? { float32: Array.from(value) } : value,
  );
  return JSON.parse(plain, (_, value: { float32?: number[] } | null) =>
    value?.float32 === undefined ? value : Float32Array.from(value.float32),
  ) as StepState;
}

describe("the state of a compiled step", () => {
  it("is what is learned, and brings the variables up to date, which lag behind until then", async () => {
    const [graph, eager] = [classifier(), classifier({ mode: "eager" })];
    const start = graph.values();
    for (const seed of [1, 2, 3]) {
      await graph.step(circle(16, seed));
      await eager.step(circle(16, seed));
    }
    expect(graph.values()).toEqual(start);
    const state = await graph.step.state();
    expect(graph.values()).not.toEqual(start);
    expect(graph.values()).toEqual(Object.values(state.variables).flatMap(({ data }) => Array.from(data)));
    const expected = await eager.step.state();
    expect(state.steps).toBe(3);
    expect(state.rng).toEqual(expected.rng);
    for (const [found, wanted] of [
      [state.variables, expected.variables],
      [state.slots["firstMoment"], expected.slots["firstMoment"]],
      [state.slots["secondMoment"], expected.slots["secondMoment"]],
    ]) {
      expect(Object.keys(found ?? {})).toEqual(["w1", "b1", "w2", "b2"]);
      for (const [name, { data, shape }] of Object.entries(wanted ?? {})) {
        expect(found?.[name]?.shape).toEqual(shape);
        found?.[name]?.data.forEach((value, i) => expect(value).toBeCloseTo(data[i] as number, 6));
      }
    }
  });

  it.for<[string, (state: StepState) => StepState]>([
    ["as it is", (state) => state],
    ["through JSON", throughJson],
    ["through structuredClone", structuredClone],
  ])("lets a fresh step go on bit for bit as if it had never stopped: %s", async ([, carry]) => {
    const first = classifier();
    for (const seed of [1, 2, 3]) await first.step(circle(16, seed));
    const state = await first.step.state();
    const second = classifier({ rng: new Rng(99) });
    await second.step.load(carry(state));
    expect(second.values()).toEqual(first.values());
    expect(await second.step.state()).toEqual(state);
    for (const seed of [4, 5, 6]) {
      expect(await second.step(circle(16, seed))).toEqual(await first.step(circle(16, seed)));
    }
    expect(await second.step.state()).toEqual(await first.step.state());
    await first.step.load(carry(state));
    expect(await first.step.state()).toEqual(state);
  });

  it("is a copy, which later steps leave alone, and is copied when it is loaded", async () => {
    const model = classifier();
    await model.step(circle(8));
    const earlier = await model.step.state();
    const untouched = throughJson(earlier);
    await model.step(circle(8));
    expect(earlier).toEqual(untouched);
    const state = await model.step.state();
    const copy = throughJson(state);
    const values = model.values();
    for (const { data } of Object.values(state.variables)) data.fill(3);
    expect(model.values()).toEqual(values);
    expect(await model.step.state()).toEqual(copy);
    await model.step.load(copy);
    for (const { data } of Object.values(copy.slots["firstMoment"] ?? {})) data.fill(3);
    expect((await model.step.state()).slots["firstMoment"]).not.toEqual(copy.slots["firstMoment"]);
  });

  it("is loaded between eager and compiled steps, both ways", async () => {
    const [graph, eager] = [classifier(), classifier({ mode: "eager" })];
    await graph.step(circle(16, 1));
    await eager.step.load(await graph.step.state());
    expect(eager.values()).toEqual(graph.values());
    const [a, b] = [await graph.step(circle(16, 2)), await eager.step(circle(16, 2))];
    expect(a.loss).toBeCloseTo(b.loss, 5);
    await graph.step.load(await eager.step.state());
    expect(await graph.step.state()).toEqual(await eager.step.state());
  });

  it("is refused where it belongs to another model or optimiser, and nothing changes", async () => {
    const model = classifier();
    await model.step(circle(8));
    const state = await model.step.state();
    const momentum = classifier({ optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }) });
    const w = variable(1);
    const other = compiled(() => tf.square(w), { variables: { w }, optimizer: adam() });
    const { w1, ...rest } = state.variables;
    const bad: [StepState, string][] = [
      [await momentum.step.state(), "slots of adam must be firstMoment, secondMoment, but are velocity"],
      [await other.state(), "the variables must be w1, b1, w2, b2, but are w"],
      [{ ...state, variables: rest }, "the variables must be w1"],
      [
        { ...state, variables: { ...rest, w1: { data: new Float32Array(16), shape: [8, 2] } } },
        "shape [8, 2]",
      ],
      [{ ...state, variables: { ...rest, w1: { ...w1, data: [1] } as never } }, "w1 is no array"],
      [{ ...state, rng: null }, "without a generator"],
      [{ ...state, steps: NaN }, "counts no steps"],
    ];
    for (const [each, message] of bad) {
      await expect(model.step.load(each)).rejects.toThrow(message);
      expect(await model.step.state()).toEqual(state);
    }
  });
});

describe("variables that are assigned from outside between compiled steps", () => {
  it("are followed, and the others go on from where the step has brought them", async () => {
    const [a, b] = [variable(1), variable(2)];
    const step = compiled(() => tf.add(tf.square(a), tf.square(b)), {
      variables: { a, b },
      optimizer: sgd({ learningRate: 0.25, momentum: 0.5 }),
    });
    expect(await step({})).toBe(5);
    tf.tidy(() => a.assign(tf.scalar(10)));
    // b has become 2 − 0.25 · 4 = 1.
    expect(await step({})).toBe(101);
    const { variables, slots } = await step.state();
    // The velocity of a is 0.5 · 2 + 20, that of b 0.5 · 4 + 2.
    expect(slots["velocity"]?.["a"]?.data[0]).toBe(21);
    expect(variables["a"]?.data[0]).toBe(10 - 0.25 * 21);
    expect(variables["b"]?.data[0]).toBe(1 - 0.25 * 4);
  });

  it("are followed by state(), prepare() and a new shape too", async () => {
    const w = variable(1);
    const step = compiled((x: tf.Tensor) => tf.sum(tf.mul(w, x)), {
      variables: { w },
      optimizer: sgd({ learningRate: 0 }),
    });
    await step(1);
    tf.tidy(() => w.assign(tf.scalar(2)));
    expect((await step.state()).variables["w"]?.data[0]).toBe(2);
    tf.tidy(() => w.assign(tf.scalar(3)));
    await step.prepare(1);
    expect((await step.state()).variables["w"]?.data[0]).toBe(3);
    tf.tidy(() => w.assign(tf.scalar(4)));
    expect(await step({ data: Float32Array.of(1, 1), shape: [2] })).toBe(8);
  });

  it("by another step are followed after that one's state() was asked for", async () => {
    const w = variable(8);
    const options = { variables: { w }, optimizer: sgd({ learningRate: 0.5 }) };
    const [down, other] = [compiled(() => tf.sum(w), options), compiled(() => tf.mul(w, 2), options)];
    expect(await down({})).toBe(8);
    await down.state();
    expect(await other({})).toBe(15);
    await other.state();
    expect(await down({})).toBe(6.5);
  });
});

describe("a compiled step whose backend changes between two calls", () => {
  it("goes on with the losses of one that stays, there and back again", async () => {
    onTestFinished(() => useBackend("tensorflow").then(() => undefined));
    const [moved, settled] = [classifier(), classifier({ mode: "eager" })];
    for (const [seed, backend] of (
      ["tensorflow", "wasm", "wasm", "tensorflow", "cpu", "tensorflow"] as const
    ).entries()) {
      await useBackend("tensorflow");
      const expected = await settled.step(circle(32, seed));
      await useBackend(backend);
      const found = await moved.step(circle(32, seed));
      expect(found.loss / expected.loss).toBeCloseTo(1, 5);
      expect(tf.getBackend()).toBe(backend);
    }
    await useBackend("tensorflow");
    expect((await moved.step.state()).rng).toEqual((await settled.step.state()).rng);
    expect((await moved.step.state()).steps).toBe(6);
  });

  it("or while one is under way serves that call on the backend that it began on", async () => {
    onTestFinished(() => useBackend("tensorflow").then(() => undefined));
    const [moved, settled] = [classifier(), classifier()];
    const call = moved.step(circle(32));
    await useBackend("wasm");
    const { loss } = await call;
    expect(tf.getBackend()).toBe("wasm");
    await useBackend("tensorflow");
    expect(loss).toBeCloseTo((await settled.step(circle(32))).loss, 5);
  });

  it("takes variables and inputs that live on the other backend", async () => {
    onTestFinished(() => useBackend("tensorflow").then(() => undefined));
    await useBackend("wasm");
    const [w, x] = [variable([1, 2], [2]), tf.tensor1d([3, 4])];
    const step = compiled((input: tf.Tensor) => tf.sum(tf.mul(w, input)), {
      variables: { w },
      optimizer: sgd({ learningRate: 1 }),
    });
    await useBackend("tensorflow");
    expect(await step(x)).toBe(11);
    expect(await step(x)).toBe(11 - 25);
    expect(Array.from(await x.data())).toEqual([3, 4]);
    x.dispose();
  });
});

describe("preparing a compiled step", () => {
  it("changes nothing: not the weights, the moments, the count or the generator", async () => {
    const model = classifier();
    for (const seed of [1, 2]) await model.step(circle(16, seed));
    const before = await model.step.state();
    for (const n of [16, 16, 5]) {
      await model.step.prepare(circle(n));
      expect(await model.step.state()).toEqual(before);
    }
    const [fresh, untroubled] = [classifier(), classifier()];
    await fresh.step.prepare(circle(16));
    expect(await fresh.step(circle(16))).toEqual(await untroubled.step(circle(16)));
    expect(await fresh.step.state()).toEqual(await untroubled.step.state());
  });

  it("changes nothing where the gradients are no numbers", async () => {
    const w = variable([1, 2], [2]);
    const step = compiled((x: tf.Tensor) => tf.sum(tf.mul(w, x)), { variables: { w }, optimizer: adam() });
    await step(1);
    const before = await step.state();
    await step.prepare(NaN);
    expect(await step.state()).toEqual(before);
  });

  it("refuses what the step would refuse, and the step works all the same", async () => {
    const model = classifier();
    const wide = { ...circle(4), x: { data: new Float32Array(12), shape: [4, 3] } };
    await expect(model.step.prepare(wide)).rejects.toThrow();
    const before = await model.step.state();
    expect(before.steps).toBe(0);
    expect((await model.step(circle(4))).loss).toBeGreaterThan(0);
  });
});

describe("calls of a compiled step", () => {
  it("that overlap are served one after the other", async () => {
    const [together, apart] = [classifier(), classifier()];
    const seeds = [1, 2, 3, 4];
    const calls = seeds.map((seed) => together.step(circle(8 + seed, seed)));
    const state = together.step.state();
    const late = together.step(circle(8, 9));
    const single: unknown[] = [];
    for (const seed of seeds) single.push(await apart.step(circle(8 + seed, seed)));
    expect(await Promise.all(calls)).toEqual(single);
    expect(await state).toEqual(await apart.step.state());
    expect(await late).toEqual(await apart.step(circle(8, 9)));
  });

  it("that fail do not hold up those behind them", async () => {
    const model = classifier();
    const calls = [
      model.step(circle(8)),
      model.step({ x: 1, y: 2 }),
      model.step.load(null as never),
      model.step(circle(8)),
    ];
    expect((await Promise.allSettled(calls)).map(({ status }) => status)).toEqual([
      "fulfilled",
      "rejected",
      "rejected",
      "fulfilled",
    ]);
    expect((await model.step.state()).steps).toBe(2);
  });

  it("are served before it is disposed of, and refused after, however often", async () => {
    const [model, other] = [classifier(), classifier()];
    const calls = [1, 2].map((seed) => model.step(circle(8, seed)));
    const state = model.step.state();
    model.step.dispose();
    model.step.dispose();
    for (const late of [
      () => model.step(circle(8)),
      () => model.step.prepare(circle(8)),
      () => model.step.state(),
      () => model.step.load({} as StepState),
    ]) {
      await expect(late()).rejects.toThrow(InvalidArgumentError);
      await expect(late()).rejects.toThrow("disposed of");
    }
    expect(await Promise.all(calls)).toEqual([
      await other.step(circle(8, 1)),
      await other.step(circle(8, 2)),
    ]);
    expect(await state).toEqual(await other.step.state());
    expect(model.values()).toEqual(other.values());
  });

  it("may be begun within a tf.tidy of the user's, or between the ends of a scope", async () => {
    const [model, other] = [classifier(), classifier()];
    const calls: ReturnType<typeof model.step>[] = [];
    tf.tidy(() => {
      calls.push(model.step(circle(8, 1)));
    });
    expect(await calls[0]).toEqual(await other.step(circle(8, 1)));
    tf.engine().startScope();
    const second = await model.step(circle(9, 2));
    const state = await model.step.state();
    tf.engine().endScope();
    expect(second).toEqual(await other.step(circle(9, 2)));
    expect(await model.step.state()).toEqual(state);
    expect(await model.step(circle(8, 3))).toEqual(await other.step(circle(8, 3)));
  });

  it("may be those of a step that was compiled within a tf.tidy", async () => {
    const w = variable(3);
    const step = tf.tidy(() => {
      const made = compiled((x: tf.Tensor) => tf.mul(w, x), {
        variables: { w },
        optimizer: sgd({ learningRate: 1 }),
      });
      return { made } as never;
    }) as unknown as { made: CompiledStep<tf.Tensor, tf.Tensor> };
    expect(await step.made(2)).toBe(6);
    expect(await step.made(2)).toBe(2);
  });
});

describe("variables of a compiled step", () => {
  it("may have any name, and go by it in the state", async () => {
    const names = ["__proto__", "constructor", "a/b:0", "", "é, ^x", "trace0/step", "variable0/array0", "7"];
    const entries = names.map((name, i): [string, tf.Variable] => [name, variable(i + 1)]);
    const step = compiled(() => tf.addN(entries.map(([, w]) => tf.square(w))), {
      variables: Object.fromEntries(entries),
      optimizer: adam(),
    });
    expect(await step({})).toBe(204);
    const state = await step.state();
    expect(new Set(Object.keys(state.variables))).toEqual(new Set(names));
    expect(
      Object.entries(state.variables).every(
        ([name, { data }]) => Math.abs((data[0] as number) - (names.indexOf(name) + 1)) < 0.01,
      ),
    ).toBe(true);
    await step.load(throughJson(state));
    expect(await step.state()).toEqual(state);
  });

  it("may be many, of all ranks, and without elements", async () => {
    const shapes = Array.from(
      { length: 40 },
      (_, i) => [[], [1], [2, 3], [1, 2, 3], [2, 1, 1, 2], [0], [3, 0]][i % 7] as number[],
    );
    const variables = shapes.map((shape, i) => {
      const size = shape.reduce((a, b) => a * b, 1);
      return variable(new Float32Array(size).fill(i), shape);
    });
    const step = compiled(() => tf.addN(variables.map((w) => tf.sum(tf.square(w)))), {
      variables,
      optimizer: adam({ learningRate: 0.01 }),
    });
    const expected = variables.reduce((total, w, i) => total + w.size * i * i, 0);
    expect(await step({})).toBeCloseTo(expected, 2);
    expect(await step({})).toBeLessThan(expected);
  });
});

import * as tf from "@tensorflow/tfjs-core";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { InvalidArgumentError, ShapeError, TraceError } from "kl-to-vae/errors";
import { Rng } from "kl-to-vae/random";
import {
  adam,
  memory,
  sgd,
  type CompileOptions,
  type RandomTensors,
  type StepLoss,
} from "kl-to-vae/tensorflow";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

/** What losses below may use; `outside` is a tensor and `unlisted` a variable that the step does not know. */
interface Parts {
  readonly w: tf.Variable;
  readonly x: tf.Tensor;
  readonly random: RandomTensors;
  readonly outside: tf.Tensor;
  readonly unlisted: tf.Variable;
}
type Loss = (parts: Parts) => unknown;

const { random: drawn } = Math;
let calls: number;
beforeEach(() => {
  calls = 0;
});

const place = /\(?at compile\.graph\.refusals\.test\.ts:\d+:\d+\)/;

const sum = (x: tf.Tensor): tf.Tensor => tf.sum(tf.cast(x, "float32"));
/** Of a number, an expression of the variable. */
const times = (w: tf.Variable, factor: tf.Tensor | number): tf.Tensor => tf.sum(tf.mul(w, factor));

const draws: Record<string, [operation: string, Loss]> = {
  "a draw of tf.randomNormal": ["tf.randomNormal", ({ w }) => times(w, tf.randomNormal([3]))],
  "a draw of tf.randomUniform": ["tf.randomUniform", ({ w }) => times(w, tf.randomUniform([3]))],
  "a draw of tf.truncatedNormal": ["tf.truncatedNormal", ({ w }) => times(w, tf.truncatedNormal([3]))],
  "a draw of tf.randomGamma": ["tf.randomGamma", ({ w }) => times(w, tf.randomGamma([3], 1))],
  "a draw of tf.multinomial": [
    "tf.multinomial",
    ({ w }) => times(w, sum(tf.multinomial(tf.tensor1d([0.5, 0.5]), 2))),
  ],
  "tf.dropout": ["tf.dropout", ({ w, x }) => sum(tf.dropout(tf.mul(w, x), 0.5))],
  "a draw in JavaScript": ["Math.random", ({ w }) => times(w, Math.random())],
  "a choice by Math.random": ["Math.random", ({ w }) => (Math.random() < 2 ? tf.sum(w) : tf.mean(w))],
};

const changing: Record<string, Loss> = {
  "Date.now()": ({ w }) => times(w, Date.now() % 1000),
  "the year": ({ w }) => times(w, new Date().getFullYear()),
  "the weekday": ({ w }) => times(w, new Date().getDay()),
  "the date as text": ({ w }) => times(w, Number(Date().slice(11, 15))),
  "performance.now()": ({ w }) => times(w, performance.now()),
  "process.hrtime": ({ w }) => times(w, Number(process.hrtime.bigint() % 1000n)),
  "a counter": ({ w }) => times(w, calls++),
  "a draw of crypto's": ({ w }) => times(w, crypto.getRandomValues(new Uint32Array(1))[0] as number),
  "a draw by a Math.random of before": ({ w }) => times(w, drawn()),
};

const reads: Record<string, [what: string, Loss]> = {
  "dataSync of an input": ["the input inputs.x", ({ w, x }) => times(w, x.dataSync()[0] as number)],
  "arraySync of a result, to choose by": [
    "the result of Sum",
    ({ w, x }) => ((tf.sum(x).arraySync() as number) > 0 ? tf.sum(w) : tf.mean(w)),
  ],
  "dataSync of a variable": ["the variable w", ({ w }) => times(w, w.dataSync()[0] as number)],
  "dataSync of a constant": ["a constant", ({ w }) => times(w, tf.scalar(3).dataSync()[0] as number)],
  "dataSync of a tensor from outside": [
    "a tensor made outside it",
    ({ w, outside }) => times(w, outside.dataSync()[0] as number),
  ],
  bufferSync: ["the input inputs.x", ({ w, x }) => times(w, x.bufferSync().get(0))],
  print: ["the input inputs.x", ({ w, x }) => (x.print(), tf.sum(w))],
  "its text": ["the result of Mul", ({ w, x }) => (String(tf.mul(w, x)), tf.sum(w))],
  "data, not waited for": ["the input inputs.x", ({ w, x }) => (void x.data(), tf.sum(w))],
  "array, not waited for": ["the result of Square", ({ w }) => (void tf.square(w).array(), tf.sum(w))],
  "tf.whereAsync": ["the result of Greater", ({ w }) => (void tf.whereAsync(tf.greater(w, 0)), tf.sum(w))],
  "tf.booleanMaskAsync": [
    "the result of Reshape",
    ({ w }) => (void tf.booleanMaskAsync(w, tf.greater(w, 0)), tf.sum(w)),
  ],
};

const others: Record<string, [wanted: RegExp[], Loss]> = {
  "a tensor that is no input": [
    [/Mul \(tf\.mul/, place, /shape \[3\] that is neither an input/, /Pass it as an input/],
    ({ w, outside }) => times(w, outside),
  ],
  "such a tensor in another shape": [
    [/Reshape \(tf\.reshape/, place, /Pass it as an input/],
    ({ w, outside }) => times(w, tf.reshape(tf.clone(outside), [3, 1])),
  ],
  "such a tensor as a metric": [
    [/Reshape \(tf\.squeeze/, /Pass it as an input/],
    ({ w, outside }) => ({ loss: tf.sum(w), metric: tf.squeeze(outside) }),
  ],
  "a variable that is not listed": [
    [/Mul \(tf\.mul/, place, /the variable unlisted/, /list it among the variables/],
    ({ w, unlisted }) => times(w, unlisted),
  ],
  "an assignment to the step's variable": [
    [/assigns to the variable w/, place, /assign it outside/],
    ({ w, x }) => (w.assign(x), tf.sum(w)),
  ],
  "an assignment to another variable": [
    [/assigns to the variable unlisted/, place, /assign it outside/],
    ({ w, x, unlisted }) => (unlisted.assign(x), tf.sum(w)),
  ],
  "an operation with a generator of its own": [
    [/Multinomial \(tf\.multinomial/, place, /random\.uniform\(shape\)/],
    ({ w }) => times(w, sum(tf.multinomial(tf.tensor1d([0.5, 0.5]), 2, 7))),
  ],
  "a shape that depends on values": [
    [/UniqueV2 \(tf\.unique/, place, /tf\.where with three arguments/],
    ({ w, x }) => times(w, sum(tf.unique(x).values)),
  ],
  "another choice each time": [
    [/did Square of shape \[3\] \(tf\.square/, place, /choose with tf\.where/],
    ({ w }) => (calls++ % 2 ? tf.sum(w) : tf.sum(tf.square(w))),
  ],
  "one operation more each time": [
    [/did Mean of|nothing more|Const/, /choose with tf\.where/],
    ({ w }) => ({ loss: tf.sum(w), m: calls++ ? tf.square(tf.mean(w)) : tf.mean(w) }),
  ],
  "another axis each time": [
    [/A constant of shape \[2\] \(tf\.transpose/, place, /another value each time/],
    ({ w }) => times(w, tf.sum(tf.slice(tf.transpose(tf.ones([3, 3]), calls++ % 2 ? [0, 1] : [1, 0]), 0, 1))),
  ],
  "another metric each time": [
    [/depends on something outside its inputs/],
    ({ w, x }) => {
      const [a, b] = [tf.sum(x), tf.mean(x)];
      return { loss: tf.sum(w), metric: calls++ % 2 ? a : b };
    },
  ],
  "draws from another distribution each time": [
    [/StatelessRandomUniformV2 of shape \[3\].* and StatelessRandomNormalV2/, place],
    ({ w, random }) => times(w, calls++ % 2 ? random.normal([3]) : random.uniform([3])),
  ],
  "another number of draws each time": [
    [/StatelessRandomUniformV2 of shape \[3\].* and StatelessRandomUniformV2 of shape \[1\]/],
    ({ w, random }) => times(w, random.uniform(calls++ % 2 ? [1] : [3])),
  ],
  text: [[/no tensors of type string/, place], ({ w }) => (tf.tensor(["a"]), tf.sum(w))],
};

const cases: [string, RegExp[], Loss][] = [
  ...Object.entries(draws).map(([title, [operation, loss]]): [string, RegExp[], Loss] => [
    title,
    [/Math\.random/, new RegExp(operation.replace(".", "\\.")), place, /random\.normal\(shape\)/],
    loss,
  ]),
  ...Object.entries(changing).map(([title, loss]): [string, RegExp[], Loss] => [
    title,
    [/A constant of shape \[\] \(tf\.mul/, place, /used by Mul/, /Pass it as an input/],
    loss,
  ]),
  ...Object.entries(reads).map(([title, [what, loss]]): [string, RegExp[], Loss] => [
    title,
    [/reads the values of/, new RegExp(what.replace(".", "\\.")), place, /tf\.where.*mode: "eager"/],
    loss,
  ]),
  ...Object.entries(others).map(([title, [wanted, loss]]): [string, RegExp[], Loss] => [title, wanted, loss]),
];

/** The globals that a trace replaces for its time. */
function globals(): unknown[] {
  const owners = [globalThis, Date, performance, Math, tf.Variable.prototype, tf.backend()];
  const names = ["Date", "now", "random", "assign", "read", "readSync"];
  return [
    tf.getBackend(),
    ...owners.flatMap((owner) => names.map((name) => Reflect.get(owner, name) as unknown)),
  ];
}

function setUp(): Omit<Parts, "x" | "random"> & { rng: Rng; options: CompileOptions } {
  const w = variable([1, 2, 3], [3]);
  const unlisted = tf.tidy(() => tf.variable(tf.ones([3]), true, "unlisted"));
  const outside = tf.ones([3]);
  onTestFinished(() => tf.dispose([unlisted, outside]));
  const rng = new Rng(5);
  return {
    w,
    unlisted,
    outside,
    rng,
    options: { variables: { w }, optimizer: sgd({ learningRate: 0.5 }), rng },
  };
}

const x = { data: Float32Array.of(1, 2, 3), shape: [3] };

describe("a loss that no graph can repeat", () => {
  it.for(cases)("is refused, and nothing has changed: %s", async ([, wanted, loss]) => {
    const { w, unlisted, outside, rng, options } = setUp();
    const step = compiled(
      ({ x }: { x: tf.Tensor }, random) => loss({ w, unlisted, outside, x, random }) as tf.Tensor,
      options,
    );
    const state = await step.state();
    const before = [memory(), globals()];
    for (const call of [() => step({ x }), () => step.prepare({ x })]) {
      calls = 0;
      const refused = call();
      await expect(refused).rejects.toThrow(TraceError);
      for (const part of wanted) await expect(refused).rejects.toThrow(part);
    }
    expect([memory(), globals()]).toEqual(before);
    expect(await step.state()).toEqual(state);
    expect(rng.state).toEqual(new Rng(5).state);
    expect(await unlisted.data()).toEqual(Float32Array.of(1, 1, 1));
    const next = compiled(({ x }: { x: tf.Tensor }) => tf.sum(tf.mul(w, x)), options);
    expect(await next({ x })).toBe(14);
  });

  it("is refused for one shape, and works for another", async () => {
    const { w, options } = setUp();
    const step = compiled((x: tf.Tensor) => times(w, x.size > 1 ? (x.dataSync()[0] as number) : x), options);
    expect(await step(2)).toBe(12);
    const state = await step.state();
    for (let i = 0; i < 2; i++) await expect(step(x)).rejects.toThrow(TraceError);
    expect(await step.state()).toEqual(state);
    expect(await step(2)).toBe(6);
  });

  it.for<[string, Loss]>([
    ["a read", ({ x }) => x.dataSync()],
    ["a draw", () => Math.random()],
    ["an assignment", ({ w, x }) => w.assign(x)],
    ["a tensor from outside", ({ w, outside }) => tf.mul(w, outside)],
    ["a shape that depends on values", ({ x }) => tf.unique(x)],
    ["text", () => tf.tensor(["a"])],
  ])("is refused also where it catches the error: %s", async ([, fault]) => {
    const { w, unlisted, outside, options } = setUp();
    const step = compiled((x: tf.Tensor, random) => {
      try {
        fault({ w, unlisted, outside, x, random });
      } catch {
        // Goes on as if nothing had been.
      }
      return tf.sum(w);
    }, options);
    await expect(step(x)).rejects.toThrow(TraceError);
  });

  it("is told about the first fault where there are several", async () => {
    const { w, outside, options } = setUp();
    const step = compiled((x: tf.Tensor) => {
      void x.data();
      tf.mul(w, outside);
      throw new Error("too late");
    }, options);
    await expect(step(x)).rejects.toThrow("reads the values of the input inputs");
  });
});

describe("a loss that is none", () => {
  it("has its own error reported, as it is", async () => {
    const { options } = setUp();
    const mistake = new RangeError("my own mistake");
    const step = compiled((): tf.Tensor => {
      throw mistake;
    }, options);
    const before = memory();
    await expect(step({})).rejects.toBe(mistake);
    expect(memory()).toEqual(before);
  });

  it.for<[string, new (message: string) => Error, Loss]>([
    ["must be synchronous", InvalidArgumentError, ({ w }) => Promise.resolve(tf.sum(w))],
    ["The loss returned undefined", InvalidArgumentError, () => undefined],
    ["The loss has the shape [3]", ShapeError, ({ w }) => w],
    ["The metric m has the shape [3]", ShapeError, ({ w }) => ({ loss: tf.sum(w), m: w })],
    ["The loss is a tensor of int32", InvalidArgumentError, ({ w }) => tf.cast(tf.sum(w), "int32")],
    ["no gradient for w", InvalidArgumentError, ({ x }) => tf.sum(x)],
  ])("is refused as it is on every backend: %s", async ([message, type, loss]) => {
    const { w, unlisted, outside, options } = setUp();
    for (const mode of ["auto", "eager"] as const) {
      const step = compiled((x: tf.Tensor, random) => loss({ w, unlisted, outside, x, random }) as StepLoss, {
        ...options,
        mode,
      });
      const before = memory();
      await expect(step(x)).rejects.toThrow(type);
      await expect(step(x)).rejects.toThrow(message);
      expect(memory()).toEqual(before);
    }
  });

  it("is refused where it draws and there is no generator", async () => {
    const w = variable(1);
    const step = compiled((_: tf.Tensor, random) => tf.mul(w, random.normal([])), {
      variables: { w },
      optimizer: adam(),
    });
    await expect(step(x)).rejects.toThrow("compile it with a generator");
  });

  it("is refused where it compiles another step and calls it", async () => {
    const { w, options } = setUp();
    const inner: Promise<unknown>[] = [];
    const step = compiled((x: tf.Tensor) => {
      const nested = compiled((y: tf.Tensor) => times(w, y), options);
      inner.push(nested(2).catch((error: unknown) => error));
      return times(w, x);
    }, options);
    expect(await step(1)).toBe(6);
    // The inner calls come after the trace, each on its own.
    expect((await Promise.all(inner)).every((loss) => typeof loss === "number")).toBe(true);
  });
});

describe("a loss that looks untraceable and is not", () => {
  it.for<[string, Loss, number]>([
    [
      "the same seeded draw at every call",
      ({ w }) => times(w, tf.randomNormal([3], 0, 1, "float32", 42)),
      NaN,
    ],
    ["a date that is given", ({ w }) => times(w, new Date(86_400_000).getUTCDate()), 12],
    ["what tf.memory counts", ({ w }) => (tf.memory(), tf.sum(w)), 6],
    ["a timer", ({ w }) => (clearTimeout(setTimeout(() => undefined, 0)), tf.sum(w)), 6],
    ["shapes, to choose by", ({ w, x }) => (x.shape[0] === 3 ? tf.sum(w) : tf.mean(w)), 6],
    ["a gradient within", ({ w, x }) => times(w, tf.grad((y) => tf.sum(tf.square(y)))(x)), 28],
  ])("is compiled: %s", async ([, loss, expected]) => {
    const { w, unlisted, outside, options } = setUp();
    const step = compiled(
      (x: tf.Tensor, random) => loss({ w, unlisted, outside, x, random }) as tf.Tensor,
      options,
    );
    const found = await step(x);
    if (!Number.isNaN(expected)) expect(found).toBeCloseTo(expected, 5);
    else expect(Number.isFinite(found)).toBe(true);
  });

  it("explains a tensor that is kept and read after the trace", async () => {
    const { w, options } = setUp();
    const squares: tf.Tensor[] = [];
    const step = compiled((x: tf.Tensor) => {
      squares.push(tf.keep(tf.square(w)));
      return times(w, x);
    }, options);
    await step(2);
    expect(() => squares[0]?.dataSync()).toThrow(TraceError);
    expect(() => squares[0]?.dataSync()).toThrow("after its trace ended");
    tf.dispose(squares);
  });
});

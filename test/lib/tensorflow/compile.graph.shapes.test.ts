import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import type { NdArray } from "kl-to-vae/array";
import { adam, sgd, type CompileOptions } from "kl-to-vae/tensorflow";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

/** Leaves the variables as they are. */
const plain = { optimizer: sgd({ learningRate: 0 }) };

function ones(...shape: number[]): NdArray {
  return { data: new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(1), shape };
}

/** A step that counts how often its loss is called. */
function counting(options: Partial<CompileOptions> = {}): {
  step: (x: NdArray | number | tf.Tensor) => Promise<number>;
  calls: () => number;
} {
  const w = variable(1);
  let count = 0;
  const step = compiled(
    (x: tf.Tensor) => {
      count++;
      return tf.sum(tf.mul(w, tf.cast(x, "float32")));
    },
    { variables: { w }, ...plain, ...options },
  );
  return { step, calls: () => count };
}

describe("the loss of a compiled step", () => {
  it("is called twice for each new shape or type of inputs, and never again", async () => {
    const { step, calls } = counting();
    const counts: number[] = [];
    for (const x of [ones(2), ones(2), ones(3), 1, ones(2), ones(3), ones(1, 3), 2, ones(1, 3)]) {
      await step(x);
      counts.push(calls());
    }
    expect(counts).toEqual([2, 2, 4, 6, 6, 6, 8, 8, 8]);
    await step({ data: Uint8Array.of(1, 2), shape: [2] });
    await step({ data: Float64Array.of(1, 2), shape: [2] });
    expect(calls()).toBe(10);
  });

  it("is called again for a shape that was unused for longest when there were too many", async () => {
    const { step, calls } = counting({ maxTraces: 2 });
    await step(ones(1));
    await step(ones(2));
    await step(ones(1));
    await step(ones(3));
    expect(calls()).toBe(6);
    await step(ones(1));
    await step(ones(3));
    expect(calls()).toBe(6);
    expect(await step(ones(2))).toBe(2);
    expect(calls()).toBe(8);
    await step(ones(3));
    expect(calls()).toBe(8);
    await step(ones(1));
    expect(calls()).toBe(10);
  });

  it("is called for every other batch where only one shape is kept", async () => {
    const { step, calls } = counting({ maxTraces: 1 });
    for (const n of [1, 2, 1, 2]) expect(await step(ones(n))).toBe(n);
    expect(calls()).toBe(8);
  });

  it("is called when the step is prepared, and not again for the step", async () => {
    const { step, calls } = counting();
    await (step as ReturnType<typeof compiled>).prepare(ones(2));
    await step(ones(2));
    expect(calls()).toBe(2);
  });

  it("has numbers from outside as they were when it was called, and inputs as they are", async () => {
    const w = variable(1);
    let outside = 10;
    const step = compiled((x: tf.Tensor) => tf.mul(w, tf.add(x, outside)), {
      variables: { w },
      ...plain,
    });
    expect(await step(1)).toBe(11);
    outside = 20;
    expect(await step(2)).toBe(12);
  });
});

describe("what a compiled step has learned", () => {
  it("survives other shapes, with more of them than are kept", async () => {
    const make = (mode: "auto" | "eager"): ((x: NdArray) => Promise<number>) => {
      const w = variable([0.5, -0.5], [2, 1]);
      return compiled((x: tf.Tensor) => tf.mean(tf.square(tf.sub(tf.matMul(x, w), 1))), {
        variables: { w },
        optimizer: adam({ learningRate: 0.1 }),
        maxTraces: 2,
        mode,
      });
    };
    const [graph, eager] = [make("auto"), make("eager")];
    for (const n of [1, 2, 3, 1, 4, 4, 2, 3, 1]) {
      expect(await graph(ones(n, 2))).toBeCloseTo(await eager(ones(n, 2)), 6);
    }
  });
});

describe("the inputs of a compiled step", () => {
  it("come alone, in an array or by name, as numbers, arrays or tensors", async () => {
    const w = variable(1);
    const given = tf.tensor1d([1, 2]);
    const alone = compiled((x: tf.Tensor) => tf.sum(tf.mul(w, x)), { variables: { w }, ...plain });
    const listed = compiled(
      ([x, y]: readonly [tf.Tensor, tf.Tensor]) => tf.sum(tf.mul(w, tf.add(x, tf.mul(y, 10)))),
      { variables: { w }, ...plain },
    );
    const named = compiled(
      ({ x, y }: { x: tf.Tensor; y: tf.Tensor }) => tf.sum(tf.mul(w, tf.add(x, tf.mul(y, 10)))),
      { variables: { w }, ...plain },
    );
    for (let i = 0; i < 2; i++) {
      expect(await alone(0.5)).toBe(0.5);
      expect(await alone(given)).toBe(3);
      expect(await listed([given, { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] }])).toBe(106);
      expect(await named({ x: 1, y: given })).toBe(32);
      expect(await named({ y: given, x: 1 })).toBe(32);
      expect(await named({ x: given, y: 1 })).toBe(23);
    }
    expect(given.isDisposed).toBe(false);
    given.dispose();
  });

  it("are told apart also where they are the same tensor at first", async () => {
    const w = variable(1);
    const step = compiled(({ x, y }: { x: tf.Tensor; y: tf.Tensor }) => tf.mul(w, tf.sub(x, y)), {
      variables: { w },
      ...plain,
    });
    const [same, other] = [tf.scalar(3), tf.scalar(1)];
    expect(await step({ x: same, y: same })).toBe(0);
    expect(await step({ x: same, y: other })).toBe(2);
    expect(await step({ x: other, y: same })).toBe(-2);
    tf.dispose([same, other]);
  });

  it("may be the variable itself, or share its values", async () => {
    const w = variable([1, 2], [2]);
    const step = compiled((x: tf.Tensor) => tf.sum(tf.mul(w, x)), { variables: { w }, ...plain });
    const clone = tf.clone(w);
    expect(await step(w)).toBe(5);
    expect(await step(clone)).toBe(5);
    expect(await step({ data: Float32Array.of(0, 1), shape: [2] })).toBe(2);
    clone.dispose();
  });

  it("may go unused, be none at all, or change the names that they have", async () => {
    const w = variable(2);
    const options = { variables: { w }, ...plain };
    const unused = compiled(({ x }: { x: tf.Tensor; y: tf.Tensor }) => tf.mul(w, x), options);
    expect(await unused({ x: 3, y: 4 })).toBe(6);
    expect(await unused({ x: 5, y: ones(2) })).toBe(10);
    const none = compiled(() => tf.square(w), options);
    expect([await none({}), await none([]), await none({})]).toEqual([4, 4, 4]);
    const any = compiled((inputs: Record<string, tf.Tensor>) => {
      return tf.mul(w, tf.addN(Object.values(inputs)));
    }, options);
    const hostile = JSON.parse(
      '{ "__proto__": 1, "constructor": 2, "a/b:0, c": 4, "": 8, "key": 16 }',
    ) as object;
    expect(await any({ ...hostile, counter: 32, coefficients: 64, input0: 128 })).toBe(2 * 255);
    const own = Object.fromEntries([["__proto__", 1]]) as Record<string, number>;
    expect(await any(own)).toBe(2);
    expect(await any({ other: 1 })).toBe(2);
  });

  it("keep their types: Uint8Array becomes int32, tensors of bool and int32 stay", async () => {
    const w = variable([1, 2, 3], [3]);
    const step = compiled(
      ({ index, mask }: { index: tf.Tensor; mask: tf.Tensor }) => {
        const kind = tf.scalar(`${index.dtype} ${mask.dtype}` === "int32 bool" ? 1 : 0);
        return { loss: tf.sum(tf.where(mask, tf.gather(w, index as tf.Tensor1D), 0)), kind };
      },
      { variables: { w }, ...plain },
    );
    const masks = [
      [true, false, true],
      [false, true, true],
    ].map((mask) => tf.tensor1d(mask, "bool"));
    const index = { data: Uint8Array.of(2, 2, 0), shape: [3] };
    const tensor = tf.tensor1d([0, 1, 2], "int32");
    expect(await step({ index, mask: masks[0] as tf.Tensor })).toEqual({ loss: 4, kind: 1 });
    expect(await step({ index, mask: masks[1] as tf.Tensor })).toEqual({ loss: 4, kind: 1 });
    expect(await step({ index: tensor, mask: masks[1] as tf.Tensor })).toEqual({ loss: 5, kind: 1 });
    tf.dispose([masks, tensor]);
  });

  it("may be without elements, NaN or infinite", async () => {
    const w = variable([1, 2], [2]);
    const step = compiled((x: tf.Tensor) => tf.add(tf.sum(w), tf.sum(tf.mul(x, tf.mean(w)))), {
      variables: { w },
      ...plain,
    });
    expect(await step(ones(0))).toBe(3);
    expect(await step(ones(3, 0))).toBe(3);
    expect(await step({ data: Float32Array.of(Infinity), shape: [1] })).toBe(Infinity);
    expect(await step({ data: Float32Array.of(NaN), shape: [1] })).toBeNaN();
  });

  it("may be large, and read from memory that is used again", async () => {
    const w = variable(1);
    const step = compiled((x: tf.Tensor) => tf.mul(w, tf.sum(x)), { variables: { w }, ...plain });
    const data = new Float32Array(1e5);
    for (const value of [1, 2, 3]) {
      expect(await step({ data: data.fill(value), shape: [1000, 100] })).toBe(1e5 * value);
    }
  });
});

describe("the constants of a compiled loss", () => {
  it("may be of every type, without elements, NaN or infinite", async () => {
    const w = variable([1, 2, 3], [3]);
    const step = compiled(
      () => ({
        loss: tf.sum(tf.where(tf.tensor1d([true, false, true], "bool"), w, tf.zerosLike(w))),
        empty: tf.sum(tf.concat([tf.zeros([0]), w])),
        nan: tf.add(tf.sum(w), NaN),
        infinite: tf.max(tf.pad(w, [[1, 1]], -Infinity)),
        low: tf.min(tf.clipByValue(tf.sub(w, 2), -Infinity, 0)),
        minusZero: tf.div(1, tf.scalar(-0)),
        integer: tf.sum(tf.tensor1d([2 ** 30, -1], "int32")),
        real: tf.sum(tf.real(tf.square(tf.complex([1], [2])))),
      }),
      { variables: { w }, ...plain },
    );
    expect(await step({})).toEqual({
      loss: 4,
      empty: 6,
      nan: NaN,
      infinite: 3,
      low: -1,
      minusZero: -Infinity,
      integer: 2 ** 30 - 1,
      real: -3,
    });
  });
});

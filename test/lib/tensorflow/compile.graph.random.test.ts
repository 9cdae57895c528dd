import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { BackendError } from "kl-to-vae/errors";
import { Rng, type RngState } from "kl-to-vae/random";
import { sgd, type CompiledStep, type CompileOptions, type RandomTensors } from "kl-to-vae/tensorflow";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

type Draws = Record<string, tf.Tensor>;

/** A step that reports every element of what it draws, as `name0`, `name1` … */
function reporting(
  rng: Rng,
  draw: (random: RandomTensors, x: tf.Tensor) => Draws,
  options: Partial<CompileOptions> = {},
): CompiledStep<tf.Tensor, { loss: tf.Tensor; [element: string]: tf.Tensor }> {
  const w = variable(1);
  return compiled(
    (x: tf.Tensor, random) => {
      const elements = Object.entries(draw(random, x)).flatMap(([name, values]) =>
        tf.unstack(tf.reshape(values, [values.size])).map((element, i) => [`${name}${i}`, element] as const),
      );
      return { ...Object.fromEntries(elements), loss: tf.square(w) };
    },
    { variables: { w }, optimizer: sgd({ learningRate: 0.1 }), rng, ...options },
  );
}

/** The elements of one draw. */
function drawn(report: Readonly<Record<string, number>>, name: string): Float32Array {
  const elements = Object.entries(report).filter(([key]) => key.replace(/\d+$/, "") === name);
  return Float32Array.from(elements, ([, value]) => value);
}

const draws = (random: RandomTensors): Draws => ({
  u: random.uniform([3, 2]),
  z: random.normal([5]),
  v: random.uniform([]),
  y: random.normal([2, 2, 2]),
  t: random.uniform([1]),
});

describe("the random numbers of a compiled step", () => {
  it.for<[string, RngState]>([
    ["a new generator", new Rng(3).state],
    ["one that stands in the middle of a block", { ...new Rng(3).state, draws: 5 }],
    ["a key beyond 2^32", new Rng(2 ** 53 - 1).state],
    ["a key of two large words", { key: [2 ** 32 - 1, 2 ** 31], draws: 0, splits: 2 }],
    ["a counter whose low word overflows within a step", { ...new Rng(3).state, draws: 2 * (2 ** 32 - 3) }],
    ["a counter beyond 2^32 blocks", { ...new Rng(7).state, draws: 2 * (3 * 2 ** 33 + 12345) }],
    ["a counter of 2^31 blocks", { ...new Rng(7).state, draws: 2 * (2 ** 31 - 2) }],
    ["a counter near the end of all counts", { ...new Rng(7).state, draws: 2 ** 53 - 201 }],
  ])(
    "are the generator's own bit for bit, in the order of the calls, step after step: %s",
    async ([, state]) => {
      const rng = Rng.from(state);
      const copy = Rng.from(state);
      const step = reporting(rng, draws);
      for (let i = 0; i < 3; i++) {
        const report = await step(0);
        expect(drawn(report, "u")).toEqual(copy.uniforms(6));
        expect(drawn(report, "z")).toEqual(copy.normals(5));
        expect(drawn(report, "v")).toEqual(copy.uniforms(1));
        expect(drawn(report, "y")).toEqual(copy.normals(8));
        expect(drawn(report, "t")).toEqual(copy.uniforms(1));
        expect(rng.state).toEqual(copy.state);
      }
    },
  );

  it("are the generator's own bit for bit by the tens of thousands, with both signs and in the tails", async () => {
    const values = variable(new Float32Array(50_001), [50_001]);
    const step = compiled((_: tf.Tensor, random) => tf.sum(tf.mul(values, random.normal([50_001]))), {
      variables: { values },
      optimizer: sgd({ learningRate: 1 }),
      rng: new Rng(13),
    });
    await step(0);
    const drawn = (await step.state()).variables["values"]?.data as Float32Array;
    expect(drawn.map((value) => 0 - value)).toEqual(new Rng(13).normals(50_001));
  });

  it("leave the generator where eager steps leave it, also where the number of draws follows the batch", async () => {
    const perExample = (random: RandomTensors, x: tf.Tensor): Draws => ({ z: random.normal(x.shape) });
    const [rng, other] = [new Rng(11), new Rng(11)];
    const graph = reporting(rng, perExample);
    const eager = reporting(other, perExample, { mode: "eager" });
    for (const n of [1, 4, 7, 1, 7, 0]) {
      const x = { data: new Float32Array(n), shape: [n] };
      const [found, expected] = [await graph(x), await eager(x)];
      expect(drawn(found, "z")).toEqual(drawn(expected, "z"));
      expect(rng.state).toEqual(other.state);
    }
  });

  it("go on from where others have moved the generator between two steps", async () => {
    const rng = new Rng(11);
    const step = reporting(rng, (random) => ({ u: random.uniform([3]) }));
    await step(0);
    rng.uniform();
    rng.split();
    const copy = Rng.from(rng.state);
    expect(drawn(await step(0), "u")).toEqual(copy.uniforms(3));
    rng.state = new Rng(5).state;
    expect(drawn(await step(0), "u")).toEqual(new Rng(5).uniforms(3));
  });

  it("are drawn by two steps from one generator in turn", async () => {
    const [rng, copy] = [new Rng(11), new Rng(11)];
    const steps = [0, 1].map(() => reporting(rng, (random) => ({ u: random.uniform([3]) })));
    for (const step of [...steps, ...steps]) {
      expect(drawn(await step(0), "u")).toEqual(copy.uniforms(3));
    }
  });

  it("leave the generator alone where the loss draws nothing", async () => {
    const rng = new Rng(11);
    await reporting(rng, () => ({}))(0);
    expect(rng.state).toEqual(new Rng(11).state);
  });

  it("leave the generator where it stood when a step is refused, fails or is prepared", async () => {
    const rng = new Rng(11);
    const w = variable([1, 2], [2]);
    const step = compiled(
      ({ x, index }: { x: tf.Tensor; index: tf.Tensor }, random) =>
        tf.sum(tf.add(tf.gather(w, tf.cast(index, "int32")), tf.mul(x, random.normal(x.shape)))),
      { variables: { w }, optimizer: sgd({ learningRate: 0.1 }), rng },
    );
    await step({ x: 1, index: 1 });
    const { state } = rng;
    await step.prepare({ x: 1, index: 1 });
    expect(rng.state).toEqual(state);
    await expect(step({ x: 1, index: 7 })).rejects.toThrow(BackendError);
    expect(rng.state).toEqual(state);
    await expect(step.prepare({ x: 1, index: 7 })).rejects.toThrow(BackendError);
    expect(rng.state).toEqual(state);
    await expect(step({ x: undefined as never, index: 1 })).rejects.toThrow("inputs.x");
    const late = compiled(
      (_: tf.Tensor, random) => tf.mul(tf.sum(tf.mul(w, random.normal([2]))), Math.random()),
      { variables: { w }, optimizer: sgd({ learningRate: 0.1 }), rng },
    );
    await expect(late(1)).rejects.toThrow("Math.random");
    expect(rng.state).toEqual(state);
    await step({ x: 1, index: 0 });
    expect(rng.state.draws).toBe(state.draws + 2);
  });
});

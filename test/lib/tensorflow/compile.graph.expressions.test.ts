import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { compile, sgd, type CompileOptions, type RandomTensors } from "kl-to-vae/tensorflow";
import { onNativeTensorFlow } from "./graphSteps.js";

onNativeTensorFlow();

/** One operation on a matrix; `pick` settles what is free about it, such as an axis or a length. */
interface Instruction {
  readonly op: keyof typeof instructions;
  readonly pick: number;
}

/** What an instruction may use beside the matrix: numbers that are trained, a matrix that is not, draws. */
interface Surroundings {
  readonly w: tf.Tensor1D;
  readonly x: tf.Tensor2D;
  readonly random: RandomTensors;
}

type Step = (h: tf.Tensor2D, pick: number, surroundings: Surroundings) => tf.Tensor2D;

const trained = 64;

/** Some of the trained numbers, from another place for each pick. */
function weights<R extends tf.Rank>(w: tf.Tensor1D, pick: number, shape: tf.ShapeMap[R]): tf.Tensor<R> {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.reshape(tf.slice(w, pick % (trained - size + 1), size), shape);
}

const instructions = {
  dense: (h, pick, { w }) => {
    const [inputs, outputs] = [h.shape[1], 1 + (pick % 4)];
    const kernel = weights<tf.Rank.R2>(w, pick, [inputs, outputs]);
    return tf.add(tf.matMul(h, kernel), weights<tf.Rank.R1>(w, pick + 7, [outputs]));
  },
  relu: (h) => tf.relu(h),
  sigmoid: (h) => tf.sigmoid(h),
  softplus: (h) => tf.softplus(h),
  tanh: (h) => tf.tanh(h),
  addRow: (h, pick, { w }) => tf.add(h, weights<tf.Rank.R1>(w, pick, [h.shape[1]])),
  addColumn: (h, pick, { w }) => tf.add(weights<tf.Rank.R2>(w, pick, [h.shape[0], 1]), h),
  scale: (h, pick, { w }) => tf.mul(weights<tf.Rank.R0>(w, pick, []), h),
  mulRow: (h, pick, { w }) => tf.mul(h, weights<tf.Rank.R2>(w, pick, [1, h.shape[1]])),
  mulConstant: (h, pick) => tf.mul(h, (pick % 5) - 2),
  addNoise: (h, _, { random }) => tf.add(h, random.normal(h.shape)),
  halves: (h, pick) => {
    if (h.shape[1] % 2 > 0) return h;
    const [a, b] = tf.split(h, 2, 1) as [tf.Tensor2D, tf.Tensor2D];
    return pick % 2 ? tf.add(tf.relu(a), tf.mul(2, tf.relu(b))) : tf.mul(tf.tanh(a), tf.sigmoid(b));
  },
  swish: (h) => tf.mul(h, tf.sigmoid(h)),
  sum: (h, pick) => tf.sum(h, pick % 2, true),
  mean: (h, pick) => tf.expandDims(tf.mean(h, pick % 2), pick % 3 === 0 ? 0 : 1),
  transpose: (h) => tf.transpose(h),
  reshape: (h, pick) => {
    const lengths = Array.from({ length: h.size }, (_, i) => i + 1).filter((n) => h.size % n === 0);
    const length = lengths[pick % lengths.length] as number;
    return tf.reshape(h, [length, h.size / length]);
  },
  concat: (h, pick) => (h.size > 12 ? h : tf.concat([h, tf.neg(h)], pick % 2)),
  concatInput: (h, _, { x }) => (h.shape[0] === x.shape[0] ? tf.concat([x, h], 1) : h),
  slice: (h, pick) => {
    const rows = 1 + (pick % h.shape[0]);
    return tf.slice(h, [h.shape[0] - rows, 0], [rows, Math.ceil(h.shape[1] / 2)]);
  },
} satisfies Record<string, Step>;

const names = Object.keys(instructions) as Instruction["op"][];
const programs = fc.array(fc.record({ op: fc.constantFrom(...names), pick: fc.nat({ max: 999 }) }), {
  minLength: 1,
  maxLength: 12,
});

/** The mean of what a program makes of a matrix that depends on the trained numbers. */
function evaluate(program: readonly Instruction[], surroundings: Surroundings): tf.Tensor {
  const { w, x } = surroundings;
  let h = tf.add<tf.Tensor2D>(x, weights<tf.Rank.R2>(w, 3, [3, 4]));
  for (const { op, pick } of program) {
    // Wide matrices would need more weights than there are.
    if (h.shape.some((length) => length > 14)) h = instructions.mean(h, h.shape[0] > 14 ? 0 : 1);
    h = instructions[op](h, pick, surroundings);
  }
  const places = tf.reshape(tf.cos(tf.range(0, h.size)), h.shape);
  return tf.mean(tf.mul(h, places));
}

async function train(
  program: readonly Instruction[],
  mode: NonNullable<CompileOptions["mode"]>,
): Promise<{ losses: number[]; weights: Float32Array }> {
  const w = tf.tidy(() => tf.variable(tf.tensor1d(new Rng(1).normals(trained))));
  const step = compile((x: tf.Tensor2D, random) => evaluate(program, { w: w, x, random }), {
    variables: { w },
    optimizer: sgd({ learningRate: 0.05 }),
    rng: new Rng(2),
    mode,
  });
  try {
    const losses: number[] = [];
    for (const seed of [3, 4]) losses.push(await step({ data: new Rng(seed).normals(12), shape: [3, 4] }));
    return { losses, weights: (await step.state()).variables["w"]?.data as Float32Array };
  } finally {
    step.dispose();
    w.dispose();
  }
}

describe("any small network", () => {
  it("has the losses and the gradients of an eager step when it is compiled", async () => {
    const start = new Rng(1).normals(trained);
    const changes = (values: Float32Array): number[] =>
      Array.from(values, (value, i) => value - (start[i] as number));
    await fc.assert(
      fc.asyncProperty(programs, async (program) => {
        const [graph, eager] = [await train(program, "auto"), await train(program, "eager")];
        // Steps that fly off are all rounding.
        fc.pre(eager.losses.every((loss) => Math.abs(loss) < 1000));
        const size = Math.max(1, ...eager.losses.map(Math.abs));
        graph.losses.forEach((loss, i) => {
          expect(Math.abs(loss - (eager.losses[i] as number))).toBeLessThanOrEqual(2e-5 * size);
        });
        const expected = changes(eager.weights);
        const largest = Math.max(...expected.map(Math.abs));
        changes(graph.weights).forEach((change, i) => {
          // The weights, of up to 3, are rounded to 2.4e-7 twice.
          expect(Math.abs(change - (expected[i] as number))).toBeLessThanOrEqual(1e-4 * largest + 5e-7);
        });
      }),
      { numRuns: 40 },
    );
  });
});

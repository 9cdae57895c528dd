import * as tf from "@tensorflow/tfjs-core";
import { beforeAll, describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { compile, sgd, type CompileOptions, type RandomTensors, type StepState } from "kl-to-vae/tensorflow";
import { startBackend } from "../vae/startBackend.js";
import { operations } from "./graphOperations.js";
import { onNativeTensorFlow } from "./graphSteps.js";

onNativeTensorFlow();

const names = Object.keys(operations);
const shape = [4, 6];
const start = new Rng(6).normals(24);
const input = { data: new Rng(5).normals(24), shape };

/** A weighted mean of what each operation makes of a variable of its own, and the variables afterwards. */
interface Outcome {
  readonly values: readonly Readonly<Record<string, number>>[];
  readonly state: StepState;
}

/** Weights all elements differently, so that none can take another's place. */
function weightedMean(result: tf.Tensor): tf.Tensor {
  const weights = tf.reshape(tf.sin(tf.range(1, result.size + 1)), result.shape);
  return tf.mean(tf.mul(tf.cast(result, "float32"), weights));
}

/** Two steps along the sum of those means. */
async function train(mode: NonNullable<CompileOptions["mode"]>): Promise<Outcome> {
  const variables = Object.fromEntries(
    names.map((name) => [name, tf.tidy(() => tf.variable(tf.tensor2d(start, [4, 6])))]),
  );
  const loss = (x: tf.Tensor2D, random: RandomTensors): { loss: tf.Tensor } => {
    const means = names.map((name) => {
      const w = variables[name] as tf.Variable<tf.Rank.R2>;
      const result = operations[name]?.(w, x, random) as tf.Tensor;
      // Where an operation has the gradient 0, there still is one.
      return tf.add(weightedMean(result), tf.mul(tf.sum(w), 0));
    });
    return { ...Object.fromEntries(names.map((name, i) => [name, means[i]])), loss: tf.addN(means) };
  };
  const step = compile(loss, { variables, optimizer: sgd({ learningRate: 1 }), rng: new Rng(2), mode });
  try {
    return { values: [await step(input), await step(input)], state: await step.state() };
  } finally {
    step.dispose();
    tf.dispose(variables);
  }
}

let graph: Outcome;
let eager: Outcome;
beforeAll(async () => {
  if ((await startBackend("tensorflow")) !== undefined) return;
  eager = await train("eager");
  graph = await train("auto");
});

describe("an operation", () => {
  it.for(names)("gives a compiled step the value and the gradient that it gives an eager one: %s", (name) => {
    graph.values.forEach((values, step) => {
      expect(values[name]).toBeCloseTo(eager.values[step]?.[name] as number, 5);
    });
    const [after, expected] = [graph, eager].map(({ state }) => state.variables[name]?.data as Float32Array);
    const largest = Math.max(
      ...Array.from(expected as Float32Array, (w, i) => Math.abs(w - (start[i] as number))),
    );
    after?.forEach((w, i) => {
      // The weights themselves, of up to 2, are rounded to 1.2e-7.
      expect(Math.abs(w - (expected?.[i] as number))).toBeLessThanOrEqual(1e-5 * largest + 2.4e-7);
    });
  });
});

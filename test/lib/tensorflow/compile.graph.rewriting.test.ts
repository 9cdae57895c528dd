import * as tf from "@tensorflow/tfjs-core";
import { describe, expect, it } from "vitest";
import { Rng } from "kl-to-vae/random";
import { sgd, type CompileOptions } from "kl-to-vae/tensorflow";
import { compiled, onNativeTensorFlow, variable } from "./graphSteps.js";

onNativeTensorFlow();

/** A loss of a weight matrix and a bias, and of an input `[5, 4]`, that looks like what is rewritten and is not. */
interface Case {
  readonly w: number[];
  readonly loss: (
    w: tf.Tensor2D,
    x: tf.Tensor2D,
    b: tf.Tensor1D,
  ) => tf.Tensor | { loss: tf.Tensor; metric: tf.Tensor };
}

const integers = (x: tf.Tensor): tf.Tensor => tf.cast(x, "int32");
const total = (...parts: tf.Tensor[]): tf.Tensor =>
  tf.addN(parts.map((part, i) => tf.sum(tf.mul(i + 1, tf.square(part)))));

const cases: Record<string, Case> = {
  "relus of both halves of a matrix": {
    w: [4, 6],
    loss: (w, x) => total(...tf.split(tf.matMul(x, w), 2, 1).map((half) => tf.relu(half))),
  },
  "relus of all rows of a matrix": {
    w: [4, 3],
    loss: (w, x) => total(...tf.unstack(tf.matMul(x, w)).map((row) => tf.relu(row))),
  },
  "relus of a half as it is and of one that is reshaped to its own shape": {
    w: [4, 6],
    loss: (w, x) => {
      const [a, b] = tf.split(tf.matMul(x, w), 2, 1);
      return total(tf.relu(a as tf.Tensor), tf.relu(tf.reshape(b as tf.Tensor, [5, 3])));
    },
  },
  "two relus of one matrix": {
    w: [4, 3],
    loss: (w, x) => {
      const h = tf.matMul(x, w);
      return total(tf.relu(h), tf.add(tf.relu(h), h));
    },
  },
  "an integer product with a mask of floats": {
    w: [4, 3],
    loss: (w, x) => {
      const logits = tf.matMul(x, w);
      const positive = integers(tf.greater(logits, 0));
      const truth = integers(tf.greater(tf.slice(x, [0, 0], [5, 3]), 0));
      return { loss: total(logits), metric: tf.sum(tf.mul(truth, positive)) };
    },
  },
  "a product with a mask of integers": {
    w: [5, 4],
    loss: (w, x) =>
      total(tf.mul(w, tf.cast(tf.greater(integers(tf.mul(x, 3)), tf.scalar(0, "int32")), "float32"))),
  },
  "sums and biases of integers": {
    w: [5, 4],
    loss: (w, x) => ({ loss: total(w), metric: tf.max(tf.sum(integers(tf.mul(x, 3)), 0)) }),
  },
  "a product of the weights with a product of them": {
    w: [5, 3],
    loss: (w, x) => total(tf.matMul(w, tf.tanh(tf.matMul(x, w, true)), false, true)),
  },
  "the same, four times over": {
    w: [5, 3],
    loss: (w, x) => {
      let h = x;
      for (let i = 0; i < 4; i++) h = tf.matMul(w, tf.tanh(tf.matMul(h, w, true)), false, true);
      return total(h);
    },
  },
  "weights that are used in both directions": {
    w: [4, 3],
    loss: (w, x, b) => {
      const hidden = tf.relu(tf.add<tf.Tensor2D>(tf.matMul(x, w), b));
      return total(tf.sub(tf.matMul(hidden, w, false, true), x));
    },
  },
  "a bias along the rows, and one number for all": {
    w: [4, 5],
    loss: (w, x, b) =>
      total(
        tf.add(tf.matMul(x, w), tf.slice(tf.reshape(b, [3, 1]), [0, 0], [1, 1])),
        tf.add(tf.matMul(x, w), tf.sum(x, 1)),
      ),
  },
  "a bias of length one": {
    w: [4, 3],
    loss: (w, x, b) => total(tf.add(tf.matMul(x, w), tf.slice(b, 1, 1))),
  },
  "a sum over the first axis, and over all axes": {
    w: [4, 3],
    loss: (w, x) => total(tf.sum(tf.matMul(x, w), 0), tf.sum(tf.matMul(x, w), 1), tf.sum(tf.matMul(x, w))),
  },
  "infinities behind a relu": {
    w: [5, 4],
    loss: (w, x) => tf.sum(tf.div(tf.relu(w), tf.relu(x))),
  },
};

async function train({ w: shape, loss }: Case, mode: NonNullable<CompileOptions["mode"]>): Promise<number[]> {
  const rng = new Rng(1);
  const w = variable(
    rng.normals((shape[0] as number) * (shape[1] as number)),
    shape,
  ) as tf.Variable<tf.Rank.R2>;
  const b = variable(rng.normals(3), [3]) as tf.Variable<tf.Rank.R1>;
  const step = compiled(
    (x: tf.Tensor2D) => {
      const found = loss(w, x, b);
      const parts = found instanceof tf.Tensor ? { loss: found, metric: tf.scalar(0) } : found;
      // So that every loss has a gradient for the bias.
      return { ...parts, loss: tf.add(parts.loss, tf.mul(tf.sum(b), 0)) };
    },
    { variables: { w, b }, optimizer: sgd({ learningRate: 1 }), mode },
  );
  const report = await step({ data: new Rng(9).normals(20), shape: [5, 4] });
  const { variables } = await step.state();
  return [report.loss, report.metric, ...Object.values(variables).flatMap(({ data }) => Array.from(data))];
}

describe("rewriting a graph", () => {
  it.for(Object.entries(cases))("leaves the loss and its gradient what they were: %s", async ([, each]) => {
    const [graph, eager] = [await train(each, "auto"), await train(each, "eager")];
    const largest = Math.max(...eager.filter(Number.isFinite).map(Math.abs));
    graph.forEach((value, i) => {
      const expected = eager[i] as number;
      if (!Number.isFinite(expected)) expect(value).toBe(expected);
      else expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-5 * largest);
    });
  });
});

describe("a graph", () => {
  const { sin, cos, tanh, exp, sigmoid, add, mul, neg, slice } = tf;
  const expressions: Record<string, (x: tf.Tensor2D) => tf.Tensor> = {
    "a sum of three": (x) => add(add(sin(x), cos(x)), tanh(x)),
    "a sum of three, the other way round": (x) => add(sin(x), add(cos(x), tanh(x))),
    "a sum of two sums": (x) => add(add(sin(x), cos(x)), add(tanh(x), exp(x))),
    "a sum of negatives and multiples": (x) => add(add(neg(sin(x)), mul(sin(x), exp(x))), cos(x)),
    "a sum of three in one": (x) => tf.addN([sin(x), cos(x), exp(x)]),
    "a sum of nine in one": (x) => tf.addN([1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => sin(mul(x, i)))),
    "a product of three": (x) => mul(mul(sin(x), cos(x)), exp(x)),
    "a product with a row and a column": (x) =>
      mul(mul(sin(x), slice(cos(x), [0, 0], [1, 40])), slice(exp(x), [0, 0], [50, 1])),
    "a product with a column and a number": (x) =>
      mul(mul(sin(x), slice(cos(x), [0, 0], [50, 1])), slice(exp(x), [0, 0], [1, 1])),
    "a product with two numbers": (x) =>
      mul(mul(sin(x), slice(cos(x), [0, 0], [1, 1])), slice(exp(x), [3, 0], [1, 1])),
    "a product of two columns with a matrix": (x) =>
      mul(mul(slice(cos(x), [0, 0], [50, 1]), sin(x)), slice(exp(x), [0, 3], [50, 1])),
    "a sum with a row and a column": (x) =>
      add(add(sin(x), slice(cos(x), [0, 0], [1, 40])), slice(exp(x), [0, 0], [50, 1])),
    "a mean of logistic functions": (x) => tf.mean(sigmoid(x), 0, true),
  };

  it.for(Object.entries(expressions))("keeps the order, and so the bits, of %s", async ([, expression]) => {
    // After one step from 0 at a rate of 1 the variable is minus its gradient, which is the expression.
    const [graph, eager] = await Promise.all(
      (["auto", "eager"] as const).map(async (mode) => {
        const w = variable(new Float32Array(2000), [50, 40]);
        const x = variable(new Rng(5).normals(2000), [50, 40]) as tf.Variable<tf.Rank.R2>;
        const step = compiled(() => tf.sum(mul(w, expression(x))), {
          variables: { w, x },
          optimizer: sgd({ learningRate: 1 }),
          mode,
        });
        await step([]);
        return (await step.state()).variables["w"]?.data;
      }),
    );
    expect(eager?.length).toBe(2000);
    expect(graph).toEqual(eager);
  });
});
